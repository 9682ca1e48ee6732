import type { BatchTick } from '../../workers/batching';

/** Lengths in px. */
export interface LaneBox {
  /** Of one tick. */
  readonly cell: number;
  /** Of one slot. */
  readonly lane: number;
  readonly slots: number;
  /** The deepest fills a lane; 1 where all layers are one pass. */
  readonly recursions: number;
}

/** What is left free of a lane, and between a token and the next one in its slot. */
const AIR = 3;
const GAP = 2;

/** Lanes of a batch as path data, from the upper left corner: few shapes however many ticks. */
export interface Lanes {
  /** Bars of tokens at each recursion, the first at index 0: as high as they are deep, joined as long as a token stays. */
  readonly depths: readonly string[];
  /** Where nobody was. */
  readonly idle: string;
}

export function lanesOf(ticks: readonly BatchTick[], { cell, lane, slots, recursions }: LaneBox): Lanes {
  const depths = Array.from({ length: recursions }, () => [] as string[]);
  const idle: string[] = [];
  ticks.forEach(({ text, recursion, leaves }, t) => {
    for (let slot = 0; slot < slots; slot += 1) {
      const [x, floor] = [t * cell, (slot + 1) * lane];
      const full = lane - AIR;
      if ((text[slot] ?? -1) < 0) {
        idle.push(rect(x, floor - full, cell, full));
        continue;
      }
      const round = Math.min(recursion[slot]!, recursions);
      const height = (full * round) / recursions;
      depths[round - 1]!.push(rect(x, floor - height, leaves[slot] === 1 ? cell - GAP : cell, height));
    }
  });
  return { depths: depths.map((each) => each.join('')), idle: idle.join('') };
}

/** Tokens written in each tick, as bars over one another's slots; `most` fills the height. */
export function drawnBars(ticks: readonly BatchTick[], cell: number, height: number, most: number): string {
  return ticks
    .map(({ drawn }, t) => {
      const tall = (height * Math.min(drawn.length, most)) / Math.max(1, most);
      return tall === 0 ? '' : rect(t * cell, height - tall, cell - GAP, tall);
    })
    .join('');
}

function rect(x: number, y: number, width: number, height: number): string {
  return `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`;
}

const short = (value: number) => String(Number(value.toFixed(2)));

/** The ticks that fit into a width, ending with the one looked at or with the latest. */
export interface Stretch {
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** `at` is 0-based; as many ticks as fit, as far as they go, with the one looked at among them. */
export function stretchAround(at: number, ticks: number, width: number, cell: number): Stretch {
  const room = Math.max(1, Math.floor(width / cell));
  const to = Math.min(ticks, Math.max(at + 1, room));
  return { from: Math.max(0, to - room), to };
}

/** Marks of the axis: the first of each ten in the stretch, by 1-based number of the tick. */
export function marksOf({ from, to }: Stretch): readonly number[] {
  return Array.from({ length: to - from }, (_, i) => from + i + 1).filter(
    (tick) => tick % 10 === 0 || tick === 1,
  );
}
