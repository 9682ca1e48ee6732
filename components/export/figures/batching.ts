import { t } from '../../../languages/current';
import type { BatchingState, BatchRun } from '../../../store/batching';
import { WRITERS, type WriterRole } from '../../../store/source';
import { describeBatch } from '../../batching/describe';
import { worthLooking } from '../../batching/facts';
import { drawnBars, lanesOf, marksOf, stretchAround } from '../../batching/layout';
import { type Drawing, WIDTH } from '../frame';
import { mixed, type Palette } from '../palette';
import { line, moved, node } from '../svg';
import { shade } from './depth';

interface Props {
  readonly desk: Pick<BatchingState, 'status' | 'basis' | 'runs'>;
  readonly palette: Palette;
}

const CELL = 10;
const LANE = 18;
const NUMBERS = 30;
const HEAD = 40;
const BARS = 24;
const AXIS = 26;
const GAP = 30;

/** The slots of both batches, tick by tick, as far as the width goes. */
export function batchingFigure({ desk, palette }: Props): Drawing {
  let height = 0;
  const body = WRITERS.map((role) => {
    const run = desk.runs[role];
    if (run === null) return '';
    const recursions = role === 'mor' ? (desk.basis?.recursions ?? 1) : 1;
    const drawn = moved(0, height, [batchOf(role, run, recursions, palette)]);
    height += HEAD + BARS + run.memory.slots * LANE + AXIS + GAP;
    return drawn;
  });
  return {
    title: t().batching.title,
    caption: describeBatch(desk),
    width: WIDTH,
    height: Math.max(0, height - GAP),
    body: body.join(''),
  };
}

function batchOf(role: WriterRole, run: BatchRun, recursions: number, palette: Palette): string {
  const says = t().batching;
  const { slots } = run.memory;
  const at = worthLooking(run);
  const stretch = stretchAround(at, run.ticks.length, WIDTH - NUMBERS, CELL);
  const ticks = run.ticks.slice(stretch.from, stretch.to);
  const lanes = lanesOf(ticks, { cell: CELL, lane: LANE, slots, recursions });
  const bottom = slots * LANE;
  return [
    node('rect', { x: 0, y: 4, width: WIDTH, height: 2, fill: palette[role] }),
    line(0, 28, says.names[role], { size: 16, weight: 620, fill: palette.ink }),
    line(WIDTH, 28, says.picture.slots[role](slots), {
      size: 13,
      fill: palette.soft,
      anchor: 'end',
    }),
    moved(NUMBERS, HEAD, [node('path', { d: drawnBars(ticks, CELL, BARS - 4, slots), fill: palette[role] })]),
    moved(NUMBERS, HEAD + BARS, [
      node('path', { d: lanes.idle, fill: mixed(palette.out, palette.panel, 0.18) }),
      ...lanes.depths.map((path, r) => node('path', { d: path, ...lookOf(role, r + 1, palette) })),
      ...Array.from({ length: slots }, (_, slot) =>
        line(-8, (slot + 0.5) * LANE + 5, String(slot + 1), {
          size: 11,
          mono: true,
          fill: palette.soft,
          anchor: 'end',
        }),
      ),
      ...marksOf(stretch).map((tick) =>
        line((tick - 1 - stretch.from + 0.5) * CELL, bottom + 16, String(tick), {
          size: 11,
          mono: true,
          fill: palette.soft,
          anchor: 'middle',
        }),
      ),
    ]),
  ].join('');
}

function lookOf(role: WriterRole, depth: number, palette: Palette) {
  if (role === 'vanilla') return { fill: mixed(palette.vanilla, palette.panel, 0.62) };
  return { fill: palette[shade('d', depth)], stroke: palette[shade('rim', depth)] };
}
