import { t } from '../../../languages/current';
import type { Comparison } from '../../../store/causality';
import {
  type Asked,
  depthWords,
  describeChange,
  describeLoss,
  describeRow,
  directionOf,
  type Effects,
} from '../../causality/describe';
import { type Effect, flipped } from '../../causality/effects';
import { type EffectLayout, layoutEffects, ROWS } from '../../causality/layout';
import { factsOf } from '../../trace/facts';
import { percent } from '../../ui/format';
import { quoted } from '../../ui/token-text';
import { type Drawing, WIDTH } from '../frame';
import { mixed, type Palette } from '../palette';
import { box, emsOf, line, moved, node } from '../svg';
import { SPACE, shade } from './depth';
import { type Cell, legendOf, tokenColumns } from './token-columns';

interface Props {
  readonly comparison: Comparison;
  readonly effects: Effects;
  readonly asked: Asked;
  /** What was put in the word's place; empty while nothing is changed. */
  readonly to: string;
  readonly pinned: number | null;
  readonly palette: Palette;
}

/** The tokens before a changed word: their depth before and after it, under top-k above and under threshold below. */
export function causalityFigure({ comparison, effects, asked, to, pinned, palette }: Props): Drawing {
  const { tokens, recursions } = factsOf(comparison.topk.before);
  const layout = layoutEffects(effects, recursions, SPACE);
  const size = Math.max(11, 12 * layout.scale);
  const grid = tokenColumns({
    tokens: tokens.slice(0, effects.topk.tokens.length),
    layout,
    rows: ROWS.length,
    pinned,
    palette,
    name: (row, right, middle, first) => {
      const rule = ROWS[row] ?? 'topk';
      const name = line(right, middle - 0.17 * size, t().causality.rules[rule], {
        size,
        weight: 600,
        fill: palette.ink,
        anchor: 'end',
      });
      if (!first || comparison.change.before === comparison.change.after) return name;
      const count = { size: 0.96 * size, fill: palette.soft, anchor: 'end' } as const;
      return name + line(right, middle + 1.08 * size, describeRow(effects[rule]), count);
    },
    cell: ({ position }, row, cell) => {
      const effect = effects[ROWS[row] ?? 'topk'].tokens[position];
      return effect ? effectIn(effect, cell, layout, palette) : '';
    },
  });
  const says = t().save.drawn.causality;
  const legend = legendOf(
    [
      { name: says.before, swatch: (x, y) => towerAt(x, y + 15, 1, 14, 14, true, palette) },
      { name: says.after, swatch: (x, y) => towerAt(x, y + 15, 1, 14, 14, false, palette) },
      {
        name: says.moved,
        swatch: (x, y) =>
          line(x + 8, y + 13, '%', { size: 13, mono: true, fill: palette.soft, anchor: 'middle' }),
      },
      {
        name: says.another,
        swatch: (x, y) => diamond(x + 8, y + 8, palette),
      },
    ],
    (name) => emsOf(name) * 13.5,
    WIDTH,
    palette,
  );
  return {
    title: t().causality.title,
    caption: captionOf(comparison, effects, asked, to),
    width: WIDTH,
    height: grid.height + 18 + legend.height,
    body: grid.body + moved(0, grid.height + 18, [legend.body]),
  };
}

function captionOf(comparison: Comparison, effects: Effects, asked: Asked, to: string): string {
  const summary = describeChange(comparison, effects, asked);
  if (comparison.change.before === comparison.change.after) return summary;
  const from = quoted(asked.words[asked.place]?.text ?? '');
  const change = t().save.drawn.causality.change(quoted(to), from);
  return t().common.sentences([change, summary, describeLoss(effects) ?? '']);
}

function effectIn(effect: Effect, cell: Cell, layout: EffectLayout, palette: Palette): string {
  const { x, y, width, height } = cell;
  const middle = x + width / 2;
  const changed = flipped(effect);
  const size = Math.max(10, 11 * layout.scale);
  const foot = y + height - 2 * layout.line;
  const wide = Math.min(24 * layout.scale, (width - 8) / 2);
  const tower = (left: number, depth: number, past: boolean) =>
    towerAt(left, foot, depth, wide, layout.pass, past, palette);
  return [
    changed
      ? box(x, y, width, height, { fill: mixed(palette.focus, palette.panel, 0.11), round: 6 }) +
        line(
          middle,
          y + 0.75 * layout.line,
          `${directionOf(effect) === 'deeper' ? '▲' : '▼'} ${t().causality.directions[directionOf(effect)]}`,
          {
            size,
            weight: 600,
            fill: palette['focus-ink'],
            anchor: 'middle',
          },
        ) +
        tower(middle - wide - 1, effect.depth.before, true) +
        tower(middle + 1, effect.depth.after, false)
      : tower(middle - wide / 2, effect.depth.after, false),
    line(middle, foot + 0.8 * layout.line, depthWords(effect), {
      size: Math.max(11, 13 * layout.scale),
      weight: 620,
      fill: palette.ink,
      anchor: 'middle',
    }),
    effect.moved === 0 ? '' : shareIn(effect, middle, foot + 1.75 * layout.line, size, palette),
  ].join('');
}

function shareIn(
  { moved: share, turned }: Effect,
  x: number,
  y: number,
  size: number,
  palette: Palette,
): string {
  const text = percent(share);
  const words = line(turned ? x + 5 : x, y, text, {
    size,
    weight: 500,
    mono: true,
    fill: palette.soft,
    anchor: 'middle',
  });
  return turned ? diamond(x - 0.3 * size * text.length - 2, y - 0.36 * size, palette) + words : words;
}

function diamond(x: number, y: number, palette: Palette): string {
  return node('path', { d: `M${x} ${y - 4.5}l4.5 4.5l-4.5 4.5l-4.5 -4.5z`, fill: palette['focus-ink'] });
}

/** A tower of so many passes on its foot: an outline for what was, filled for what is. */
function towerAt(
  x: number,
  foot: number,
  depth: number,
  width: number,
  pass: number,
  past: boolean,
  palette: Palette,
): string {
  return Array.from({ length: depth }, (_, i) => {
    const [fill, rim] = [palette[shade('d', i + 1)], palette[shade('rim', i + 1)]];
    const stroke = rim === 'none' ? fill : rim;
    return box(x, foot - (i + 1) * pass, width, pass - 2, { fill: past ? 'none' : fill, stroke, round: 2 });
  }).join('');
}
