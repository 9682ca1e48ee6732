import { t } from '../../../languages/current';
import type { Subject } from '../../../languages/en/cache';
import { describeCache, describeReads, describeRecursive } from '../../kv-cache/describe';
import type { CacheFacts } from '../../kv-cache/facts';
import type { CacheRow, EntryState } from '../../kv-cache/grid';
import { layoutCache, layoutReads, type ReadsLayout } from '../../kv-cache/layout';
import type { RunFacts } from '../../trace/facts';
import { bytes } from '../../ui/format';
import { type Drawing, WIDTH } from '../frame';
import type { Palette } from '../palette';
import { box, emsOf, group, line, moved, node } from '../svg';
import { SPACE } from './depth';
import { hatch, legendOf, tokenColumns, tokenLabel } from './token-columns';

interface Props {
  readonly facts: RunFacts;
  readonly mor: CacheFacts;
  readonly recursive: CacheFacts | null;
  readonly vanilla: CacheFacts | null;
  /** What the text is called in a sentence, where it is not this text. */
  readonly subject?: Subject;
  /** What is counted by formula, for the reader. */
  readonly notes: readonly string[];
  readonly pinned: number | null;
  readonly palette: Palette;
}

const STATES = ['kept', 'reused', 'never'] as const;

/** Rows of the cache are flat: the grid takes the room that its lines leave. */
const CACHE_SPACE = { ...SPACE, height: 480 };

/** The grid of entries: token by recursion and layer. */
export function cacheFigure({
  facts,
  mor,
  recursive,
  vanilla,
  subject,
  notes,
  pinned,
  palette,
}: Props): Drawing {
  const { rows, counts } = mor.grid;
  const layout = layoutCache(
    facts.tokens.map((token) => token.text),
    facts.recursions,
    CACHE_SPACE,
  );
  const begins = (row: number) => row > 0 && rows[row - 1]?.recursion !== rows[row]?.recursion;
  const grid = tokenColumns({
    tokens: facts.tokens,
    layout,
    rows: rows.length,
    begins,
    pinned,
    palette,
    name: (row, right, middle) =>
      line(right, middle + 4, rows[row]?.name ?? '', {
        size: Math.max(10, 11.5 * layout.scale),
        weight: 500,
        mono: true,
        fill: palette.soft,
        anchor: 'end',
      }),
    cell: ({ position }, row, { x, y, width, height }) =>
      box(x, y, width, height, entryStyle((rows[row] as CacheRow).entries[position] ?? 'never', palette)),
  });
  const legend = legendOf(
    STATES.filter((state) => state === 'kept' || counts[state] > 0).map((state) => ({
      name: t().cache.states[state],
      swatch: (x, y) => box(x, y + 2, 18, 12, entryStyle(state, palette)),
    })),
    (name) => emsOf(name) * 13.5,
    WIDTH,
    palette,
  );
  const beside = describeRecursive(recursive, vanilla);
  return {
    title: t().save.figures.cache,
    caption: t().common.sentences([describeCache(mor, vanilla, subject), beside ?? '', ...notes]),
    width: WIDTH,
    height: grid.height + 18 + legend.height,
    body: [
      hatch('reused', palette.kv, palette.panel),
      grid.body,
      moved(0, grid.height + 18, [legend.body]),
    ].join(''),
  };
}

function entryStyle(state: EntryState, palette: Palette) {
  if (state === 'kept') return { fill: palette.kv, round: 3 };
  if (state === 'reused') return { fill: 'url(#reused)', stroke: palette.kv, round: 3 };
  return { fill: palette.hair, round: 3 };
}

/** Bytes that writing each token reads: MoR's bar before vanilla's. */
export function readsFigure({ facts, mor, vanilla, subject, pinned, palette }: Props): Drawing {
  const layout = layoutCache(
    facts.tokens.map((token) => token.text),
    facts.recursions,
    CACHE_SPACE,
  );
  const read = ({ grid, entryBytes }: CacheFacts) => grid.reads.map((entries) => entries * entryBytes);
  const series = [
    ...(vanilla ? [{ role: 'vanilla' as const, values: read(vanilla) }] : []),
    { role: 'mor' as const, values: read(mor) },
  ];
  const most = Math.max(...series.flatMap(({ values }) => values));
  const low = layoutReads(layout, WIDTH, most, facts.tokens.length);
  const chart = stretched(low, 240, most);
  const under = layout.lines.length === 1;
  const legend = legendOf(
    [...series].reverse().map(({ role }) => ({
      name: t().cache.models[role],
      swatch: (x, y) => box(x, y + 2, 12, 12, { fill: palette[role], round: 3 }),
    })),
    (name) => emsOf(name) * 13.5,
    WIDTH,
    palette,
  );
  const foot = chart.plot + (under ? 30 : 34);
  return {
    title: t().save.drawn.reads,
    caption: describeReads(mor, vanilla, subject),
    width: WIDTH,
    height: foot + 14 + legend.height,
    body: [
      ...chart.ticks.map(
        (tick) =>
          node('rect', {
            x: chart.left,
            y: chart.y(tick) - 0.5,
            width: WIDTH - chart.left,
            height: 1,
            fill: palette.line,
          }) +
          line(chart.left - 8, chart.y(tick) + 4, bytes(tick), {
            size: 12,
            weight: 500,
            mono: true,
            fill: palette.soft,
            anchor: 'end',
          }),
      ),
      ...series.map(({ role, values }, i) => bars(chart, values, palette[role], i > 0, palette)),
      ...(pinned === null ? [] : [pinMark(chart, pinned, palette)]),
      ...chart.slots.map((slot, position) => {
        const x = slot.x + slot.width / 2;
        if (under) {
          const text = facts.tokens[position]?.text ?? '';
          return tokenLabel(text, x, chart.plot + 16, slot.width, layout.font, palette);
        }
        return position === 0 || (position + 1) % chart.every === 0
          ? line(x, chart.plot + 18, String(position + 1), {
              size: 11,
              weight: 500,
              mono: true,
              fill: palette.soft,
              anchor: 'middle',
            })
          : '';
      }),
      under
        ? ''
        : line(WIDTH, chart.plot + 34, t().save.drawn.token, { size: 12, fill: palette.soft, anchor: 'end' }),
      moved(0, foot + 14, [legend.body]),
    ].join(''),
  };
}

/** The page's chart, as high as a figure of its own is. */
function stretched(chart: ReadsLayout, height: number, most: number): ReadsLayout {
  const top = chart.y(most);
  const y = (value: number) => top + height * (1 - value / Math.max(1, most));
  return { ...chart, y, plot: y(0), height: y(0) + (chart.height - chart.plot) };
}

const THINNEST = 6;
const WIDEST = 40;

function bars(chart: ReadsLayout, values: readonly number[], fill: string, front: boolean, palette: Palette) {
  const hairs = chart.slots.some((slot) => slot.width < THINNEST);
  return group(
    { fill },
    chart.slots.map((slot, position) => {
      const top = chart.y(values[position] ?? 0);
      const width = hairs ? slot.width : Math.min(slot.width, WIDEST) * (front ? 0.6 : 1);
      return node('rect', {
        x: slot.x + (slot.width - width) / 2,
        y: top,
        width,
        height: Math.max(0, chart.plot - top),
        rx: hairs ? undefined : 2,
        // An outline of paper parts the bar in front from the one behind.
        stroke: front && !hairs ? palette.panel : undefined,
        'stroke-width': front && !hairs ? 1.25 : undefined,
      });
    }),
  );
}

function pinMark(chart: ReadsLayout, position: number, palette: Palette): string {
  const slot = chart.slots[position];
  return slot === undefined
    ? ''
    : node('rect', {
        x: slot.x - 2,
        y: 1,
        width: slot.width + 4,
        height: chart.plot + 1,
        rx: 4,
        fill: 'none',
        stroke: palette.focus,
        'stroke-width': 2,
      });
}
