import { quantileSorted } from 'd3-array';

/** How measured values lie: median and quartiles. */
export interface Spread {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Throws where nothing was measured. */
export function spread(values: readonly number[]): Spread {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => quantileSorted(sorted, share)!;
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

/** Of values that were taken in turn, round by round: the median of each round's ratio to the baseline's value of the same round. */
export function medianRatio(values: readonly number[], baseline: readonly number[]): number {
  if (values.length !== baseline.length) throw new Error('a ratio needs both values of every round');
  return spread(values.map((value, round) => value / baseline[round]!)).median;
}
