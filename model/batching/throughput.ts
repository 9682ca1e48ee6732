import { slotsInUse, type Tick } from './tick';

/** How fast a batch went, everything included: cache writes, drawing, the scheduler. */
export interface Throughput {
  /** Tokens drawn. */
  readonly written: number;
  /** Milliseconds of all ticks. */
  readonly ms: number;
  /**
   * Tokens drawn a second over all ticks, those that read prompts and those at the end, when texts run out, among them. Not over
   * some of them: texts that began together read and write in turns, and a few ticks are a part of a turn.
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
  const written = sum(ticks, ({ drawn }) => drawn.length);
  const ms = sum(ticks, (tick) => tick.ms);
  return {
    written,
    ms,
    tokensPerSecond: (1000 * written) / ms,
    tickMs: median(ticks.map(({ ms }) => ms)),
    slotsInUse: sum(ticks, slotsInUse) / ticks.length,
  };
}

export function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

/** Of one value at least. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
