import { scaleBand, scaleLinear } from 'd3-scale';
import { type GridLayout, type GridSpace, layoutGrid } from '../token-grid/layout';

/** A row's name needs more room on a phone than the depth map's single figure. */
const NAME_ON_PHONE = 22;

/** Tokens stand where the depth map has them; only the rows are of the cache. */
export function layoutCache(texts: readonly string[], recursions: number, space: GridSpace): GridLayout {
  const narrow = space.width < 480;
  const extra = narrow ? NAME_ON_PHONE : 0;
  const map = layoutGrid(texts, Math.max(1, recursions), { ...space, width: space.width - extra });
  return {
    ...map,
    axisWidth: map.axisWidth + extra,
    cellHeight: Math.max(12, Math.round(16 * map.scale)),
    rowGap: Math.max(2, Math.round(3 * map.scale)),
  };
}

/** Where a step's bars stand in the chart. */
interface Slot {
  readonly x: number;
  readonly width: number;
}

export interface ReadsLayout {
  readonly width: number;
  readonly height: number;
  /** Left edge of the plot, and its height. */
  readonly left: number;
  readonly plot: number;
  readonly slots: readonly Slot[];
  /** Top of a value, px from the chart's top. */
  readonly y: (value: number) => number;
  readonly ticks: readonly number[];
  /** Every how many tokens there is a number below. */
  readonly every: number;
}

const TOP = 8;
const FOOT = 20;
const NUMBER_WIDTH = 26;
const MARGIN = 8;

/** Bars under their tokens while these stand in one line; evenly over the width where they wrap. */
export function layoutReads(layout: GridLayout, width: number, most: number, tokens: number): ReadsLayout {
  const [line] = layout.lines;
  const left = Math.max(layout.axisWidth, 56);
  const under = layout.lines.length === 1 && line && layout.axisWidth >= left;
  const slots = under ? towers(line.widths, layout) : bands(tokens, left, width);
  const plot = Math.round(88 * Math.max(1, layout.scale));
  const y = scaleLinear([0, most], [TOP + plot, TOP]);
  const pitch = (slots.at(-1)?.x ?? 0) - (slots[0]?.x ?? 0);
  const each = tokens > 1 ? pitch / (tokens - 1) : NUMBER_WIDTH;
  return {
    width,
    height: TOP + plot + FOOT,
    left,
    plot: TOP + plot,
    slots,
    y,
    ticks: y.ticks(3),
    every: roundSteps(NUMBER_WIDTH / each),
  };
}

function towers(widths: readonly number[], { axisWidth, gap }: GridLayout): readonly Slot[] {
  let x = axisWidth;
  return widths.map((width) => {
    const slot = { x, width };
    x += width + gap;
    return slot;
  });
}

function bands(tokens: number, left: number, width: number): readonly Slot[] {
  const band = scaleBand(
    Array.from({ length: tokens }, (_, position) => position),
    // The number below the last bar needs a little room at its right.
    [left, Math.max(left + 1, width - MARGIN)],
  ).paddingInner(tokens > 120 ? 0 : 0.15);
  return band.domain().map((position) => ({ x: band(position) ?? left, width: band.bandwidth() }));
}

/** 1, 2, 5, 10, 20, 50, …: at least so many. */
function roundSteps(least: number): number {
  for (let power = 1; ; power *= 10) {
    for (const step of [1, 2, 5]) if (step * power >= least) return step * power;
  }
}
