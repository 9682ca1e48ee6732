import { slotsInUse, type Tick } from './tick';

/** Ticks whose rate is taken together: in a single tick a few tokens more or less are chance. */
const WINDOW = 16;

/** How fast a batch went, everything included: cache writes, drawing, the scheduler. */
export interface Throughput {
  /** Tokens drawn. */
  readonly written: number;
  /** Milliseconds of all ticks. */
  readonly ms: number;
  /**
   * Tokens drawn a second: median over windows of 16 ticks in which no slot was idle, so that neither a short run nor its end,
   * when texts run out, is taken for the batch; of all ticks where there are not so many.
   */
  readonly tokensPerSecond: number;
  /** Milliseconds of the median tick. */
  readonly tickMs: number;
  /** Slots in use on average. */
  readonly slotsInUse: number;
}

/** What is needed of each tick. */
type Timed = Pick<Tick, 'text' | 'drawn' | 'ms'>;

/** Null before the first tick. */
export function throughputOf(ticks: readonly Timed[]): Throughput | null {
  if (ticks.length === 0) return null;
  return {
    written: written(ticks),
    ms: time(ticks),
    tokensPerSecond: median(windowsOf(busyOr(ticks)).map((each) => (1000 * written(each)) / time(each))),
    tickMs: median(ticks.map(({ ms }) => ms)),
    slotsInUse: sum(ticks, slotsInUse) / ticks.length,
  };
}

/** The ticks in which no slot was idle, where they fill a window. */
function busyOr(ticks: readonly Timed[]): readonly Timed[] {
  const busy = ticks.filter((tick) => slotsInUse(tick) === tick.text.length);
  return busy.length < WINDOW ? ticks : busy;
}

/** What is left over at the end is in no window. */
function windowsOf(ticks: readonly Timed[]): readonly (readonly Timed[])[] {
  if (ticks.length < WINDOW) return [ticks];
  return Array.from({ length: Math.floor(ticks.length / WINDOW) }, (_, w) =>
    ticks.slice(w * WINDOW, (w + 1) * WINDOW),
  );
}

const written = (ticks: readonly Timed[]) => sum(ticks, ({ drawn }) => drawn.length);
const time = (ticks: readonly Timed[]) => sum(ticks, ({ ms }) => ms);

export function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

/** Of one value at least. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
