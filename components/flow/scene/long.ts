import { t } from '../../../languages/current';
import { TrackBuilder } from '../track';
import { chipSize } from './chips';
import { roomAt, roomHeight } from './rooms';
import { NARROW } from './round';
import type { Box, LongScene, Store } from './scene';

export interface LongInput {
  readonly width: number;
  readonly texts: readonly string[];
  /** Names of the layers, in order. */
  readonly layers: readonly string[];
}

/** The road runs to the right, back and to the right again. */
const ROWS = 3;
const QUARTER = Math.PI / 2;

/** Lays the long road out for a width. */
export function layoutLong({ width, texts, layers }: LongInput): LongScene {
  const narrow = width < NARROW;
  const pad = narrow ? 4 : 20;
  const road = narrow ? 34 : width < 960 ? 56 : 66;
  const radius = narrow ? 24 : 44;
  const [left, right] = [pad + road / 2 + radius, width - pad - road / 2 - radius];

  const names = [...layers, t().flow.picture.head];
  const each = Math.ceil(names.length / ROWS);
  const span = (right - left) / each;
  const boxWidth = narrow ? Math.min(22, span / 2) : Math.min(56, span / 3);
  const boxHeight = road + (narrow ? 16 : 26);
  const chip = chipSize(texts, road, narrow ? 80 : Math.max(168, span - boxWidth), narrow);

  const pitch = boxHeight + (narrow ? 46 : 62);
  const first = (narrow ? 24 : 30) + roomHeight(chip, width - 2 * pad) + (narrow ? 34 : 44) + boxHeight / 2;
  const rows = Array.from({ length: ROWS }, (_, row) => first + row * pitch);
  const boxes = names.map((label, i): Box => {
    const row = Math.floor(i / each);
    // Every box stands at the end of its part of the road: those who come next wait before it.
    const end = (i % each) * span + span - (narrow ? 2 : 6);
    const x = row % 2 === 0 ? left + end - boxWidth : right - end;
    return { x, y: (rows[row] ?? first) - boxHeight / 2, width: boxWidth, height: boxHeight, label };
  });

  const { track, path, starts, ends } = windingRoad({ boxes, each, rows, left, right, radius, pad, width });
  const last = rows.at(-1) ?? first;
  const below = last + boxHeight / 2 + (narrow ? 48 : 58);
  const done = roomAt(chip, pad, below, width - 2 * pad, false);
  const text = roomAt(chip, pad, narrow ? 22 : 28, width - 2 * pad, false);
  return {
    kind: 'long',
    width,
    height: done.y + done.height + 10,
    narrow,
    road,
    chip,
    path,
    layers: boxes.slice(0, -1),
    head: boxes.at(-1)!,
    stores: boxes.slice(0, -1).map((box) => shelfUnder(box, texts.length, narrow)),
    rooms: { text, waiting: done, done },
    tracks: { enter: track, loop: track, leave: track },
    marks: {
      // Behind a layer is before the next one.
      entries: starts.slice(1).map((start) => start - 8),
      layerEnds: ends.slice(0, -1),
      enterBlockEnd: 0,
      enterStop: 0,
      hold: 0,
      loopBlockEnd: 0,
      loopStop: 0,
      rejoin: 0,
      last: 0,
      head: ((starts.at(-1) ?? 0) + (ends.at(-1) ?? 0)) / 2,
    },
  };
}

interface Winding {
  readonly boxes: readonly Box[];
  readonly each: number;
  readonly rows: readonly number[];
  readonly left: number;
  readonly right: number;
  readonly radius: number;
  readonly pad: number;
  readonly width: number;
}

/** The road through the boxes, and the lengths at which it meets each. */
function windingRoad({ boxes, each, rows, left, right, radius, pad, width }: Winding) {
  const builder = new TrackBuilder([pad, rows[0] ?? 0]);
  const [starts, ends]: [number[], number[]] = [[], []];
  const corner = pad + (left - pad - radius);
  let path = `M${corner} ${rows[0]}`;
  rows.forEach((y, row) => {
    const east = row % 2 === 0;
    for (const box of boxes.slice(row * each, (row + 1) * each)) {
      const [near, far] = east ? [box.x, box.x + box.width] : [box.x + box.width, box.x];
      starts.push(builder.line([near, y]).mark);
      ends.push(builder.line([far, y]).mark);
    }
    const next = rows[row + 1];
    if (next === undefined) {
      builder.line([width - pad, y]);
      path += `H${width - corner}`;
      return;
    }
    const turn = east ? right : left;
    const out = turn + (east ? radius : -radius);
    const flat = east ? 0 : -Math.PI;
    builder
      .line([turn, y])
      .turn([turn, y + radius], radius, -QUARTER, flat)
      .line([out, next - radius])
      .turn([turn, next - radius], radius, east ? 0 : Math.PI, QUARTER);
    const sweep = east ? 1 : 0;
    path += `H${turn}A${radius} ${radius} 0 0 ${sweep} ${out} ${y + radius}V${next - radius}A${radius} ${radius} 0 0 ${sweep} ${turn} ${next}`;
  });
  return { track: builder.build(), path, starts, ends };
}

/** A little wider than its layer, and clear of the road's turns. */
function shelfUnder(box: Box, tokens: number, narrow: boolean): Store {
  const widest = box.width + (narrow ? 8 : 28);
  const cell = Math.min(narrow ? 4 : 11, widest / Math.max(1, tokens));
  const cellHeight = narrow ? 7 : 10;
  return {
    x: box.x + box.width / 2 - (cell * tokens) / 2,
    y: box.y + box.height + (narrow ? 6 : 9),
    cell,
    cellHeight,
    pitch: cellHeight,
    rows: 1,
  };
}
