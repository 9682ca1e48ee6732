import { t } from '../../../languages/current';
import { layoutGrid } from '../../token-grid/layout';
import { describeRow, describeRule, describeRun, describeTruncated, scoreShown } from '../../trace/describe';
import type { Decision, RunFacts } from '../../trace/facts';
import { type Drawing, WIDTH } from '../frame';
import type { ColourName, Palette } from '../palette';
import { box, emsOf, line, moved } from '../svg';
import { type Cell, legendOf, tokenColumns } from './token-columns';

interface Props {
  readonly facts: RunFacts;
  /** Tokens of the text that the model could not read. */
  readonly truncated: number;
  /** Only what had happened after this recursion; null for all. */
  readonly until: number | null;
  readonly pinned: number | null;
  readonly palette: Palette;
}

/** Lines of a long text keep a size at which the scores can be read. */
export const SPACE = { width: WIDTH, height: 640, maxScale: 1.15 };

/** The depth map: each token with a cell for every recursion, up to where it left. */
export function depthFigure({ facts, truncated, until, pinned, palette }: Props): Drawing {
  const texts = facts.tokens.map((token) => token.text);
  const layout = layoutGrid(texts, facts.recursions, SPACE);
  const { scale } = layout;
  const names = Math.max(11, 12 * scale);
  const grid = tokenColumns({
    tokens: facts.tokens,
    layout,
    rows: facts.recursions,
    pinned,
    palette,
    name: (row, right, middle, first) =>
      first
        ? line(right, middle - 0.17 * names, t().depth.row(row + 1), {
            size: names,
            fill: row + 1 === until ? palette.ink : palette.soft,
            weight: row + 1 === until ? 600 : 400,
            anchor: 'end',
          }) +
          line(right, middle + 1.08 * names, describeRow(facts, row + 1), {
            size: 0.96 * names,
            fill: palette.soft,
            anchor: 'end',
          })
        : line(right, middle + 4 * scale, String(row + 1), { size: 12, fill: palette.soft, anchor: 'end' }),
    cell: (token, row, cell) => {
      const decision = token.decisions[row];
      return decision && (until === null || decision.recursion <= until)
        ? decided(facts, decision, cell, scale, palette)
        : '';
    },
  });
  const legend = legendOf(
    [
      ...Array.from({ length: facts.recursions }, (_, i) => ({
        name: t().depth.rounds(i + 1),
        swatch: (x: number, y: number) => box(x, y, 16, 16, through(i + 1, palette)),
      })),
      ...(facts.routing === 'none'
        ? []
        : [
            {
              name: describeRule(facts),
              swatch: (x: number, y: number) => box(x, y, 16, 16, left(palette)),
            },
          ]),
    ],
    (name) => emsOf(name) * 13.5,
    WIDTH,
    palette,
  );
  return {
    title: t().depth.title,
    caption: t().common.sentences([
      describeRun(facts, until),
      truncated > 0 ? describeTruncated(truncated) : '',
    ]),
    width: WIDTH,
    height: grid.height + 18 + legend.height,
    body: grid.body + moved(0, grid.height + 18, [legend.body]),
  };
}

const through = (recursion: number, palette: Palette) => ({
  fill: palette[shade('d', recursion)],
  stroke: palette[shade('rim', recursion)],
  round: 5,
});

const left = (palette: Palette) => ({
  fill: 'none',
  stroke: palette.out,
  strokeWidth: 1.5,
  dashed: true,
  round: 5,
});

/** Depths beyond the fourth keep the fourth's colour. */
export function shade(kind: 'd' | 'on' | 'rim', recursion: number): ColourName {
  return `${kind}${Math.min(4, Math.max(1, recursion)) as 1 | 2 | 3 | 4}`;
}

function decided(facts: RunFacts, decision: Decision, cell: Cell, scale: number, palette: Palette): string {
  const { passage, recursion } = decision;
  if (passage === 'absent') return '';
  const [x, middle] = [cell.x + cell.width / 2, cell.y + cell.height / 2];
  const shown = scoreShown(facts, decision);
  const small = Math.max(10, 11 * scale);
  if (passage === 'left') {
    return (
      box(cell.x, cell.y, cell.width, cell.height, { ...left(palette), round: 6 }) +
      (shown === null
        ? ''
        : line(x, middle + small * 0.36, shown, {
            size: small,
            weight: 500,
            mono: true,
            fill: palette.soft,
            anchor: 'middle',
          }))
    );
  }
  const ink = palette[shade('on', recursion)];
  const large = Math.max(12, 15 * scale);
  const both = shown !== null && cell.height >= 38;
  return (
    box(cell.x, cell.y, cell.width, cell.height, { ...through(recursion, palette), round: 6 }) +
    line(x, middle + (both ? -1 : large * 0.36), String(recursion), {
      size: large,
      weight: 620,
      fill: ink,
      anchor: 'middle',
    }) +
    (both
      ? line(x, middle + small + 2, shown, {
          size: small,
          weight: 500,
          mono: true,
          fill: ink,
          anchor: 'middle',
        })
      : '')
  );
}
