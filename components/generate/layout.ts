import { scaleBand, scaleLinear } from 'd3-scale';

/** A bar of the sparkline, in units of its box. */
export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Recursions; 0 where there is no depth to tell. */
  readonly depth: number;
}

export interface SparkBox {
  readonly width: number;
  readonly height: number;
}

/** Fewer tokens than this leave room at the right, so that bars do not begin as slabs. */
const FEWEST = 24;

/** One bar for each written token, as high as its depth; the deepest fills the box. */
export function sparkline(
  depths: readonly number[],
  recursions: number,
  { width, height }: SparkBox,
): readonly Bar[] {
  const slots = Array.from({ length: Math.max(depths.length, FEWEST) }, (_, i) => i);
  const x = scaleBand<number>().domain(slots).range([0, width]).paddingInner(0.25);
  const y = scaleLinear()
    .domain([0, Math.max(1, recursions)])
    .range([height, 0]);
  return depths.map((depth, i) => ({
    x: x(i) ?? 0,
    y: y(depth),
    width: x.bandwidth(),
    height: height - y(depth),
    depth,
  }));
}

/** Where a key leads among `count` tokens in reading order; null for a key that does not move. */
export function moveAmong(index: number, key: string, count: number): number | null {
  const to: { readonly [key: string]: number } = {
    ArrowRight: index + 1,
    ArrowDown: index + 1,
    ArrowLeft: index - 1,
    ArrowUp: index - 1,
    Home: 0,
    End: count - 1,
  };
  const next = to[key];
  return next === undefined || count === 0 ? null : Math.min(Math.max(next, 0), count - 1);
}
