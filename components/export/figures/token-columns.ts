import { type GridLayout, type Line, lineGap } from '../../token-grid/layout';
import type { TokenFacts } from '../../trace/facts';
import { columns, printed } from '../../ui/token-text';
import type { Palette } from '../palette';
import { ADVANCE, box, group, line, lineOf, moved, node, span } from '../svg';

/** Where a cell of a column stands. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface ColumnsProps {
  readonly tokens: readonly TokenFacts[];
  readonly layout: GridLayout;
  readonly rows: number;
  /** Rows, 0-based from below, that stand a little apart from the one under them. */
  readonly begins?: (row: number) => boolean;
  readonly pinned: number | null;
  readonly palette: Palette;
  /** The row's name, at the right end of its room; `first` beside the first line. */
  readonly name: (row: number, right: number, middle: number, first: boolean) => string;
  readonly cell: (token: TokenFacts, row: number, cell: Cell) => string;
}

/** The token grid as a drawing: columns of cells in lines, each with its token's text below. */
export function tokenColumns(props: ColumnsProps): { readonly body: string; readonly height: number } {
  const { tokens, layout, rows, begins = () => false, pinned, palette } = props;
  const { cellHeight, rowGap, gap, axisWidth, labelHeight } = layout;
  const apart = Array.from({ length: rows }, (_, row) => row).filter(begins).length;
  const plot = rows * (cellHeight + rowGap) - rowGap + apart * rowGap;
  const height = plot + labelHeight;
  const tops = topsOf(rows, plot, layout, begins);
  const step = height + lineGap(layout.scale);
  const lines = layout.lines.map((each, index) => {
    const names = tops.map((top, row) =>
      props.name(row, axisWidth - gap - 8 * layout.scale, top + cellHeight / 2, index === 0),
    );
    const towers = columnsOf(each, layout, tokens).map(({ token, x, width }) =>
      group({}, [
        ...tops.map((top, row) => props.cell(token, row, { x, y: top, width, height: cellHeight })),
        tokenLabel(token.text, x + width / 2, plot + labelHeight / 2, width - 4, layout.font, palette),
        ...(token.position === pinned
          ? [
              node('rect', {
                x: x - 3.25,
                y: (tops.at(-1) ?? 0) - 3.25,
                width: width + 6.5,
                height: height + 6.5,
                rx: 9,
                fill: 'none',
                stroke: palette.focus,
                'stroke-width': 2.5,
              }),
            ]
          : []),
      ]),
    );
    return moved(0, index * step, [...names, ...towers]);
  });
  return { body: lines.join(''), height: layout.lines.length * step - lineGap(layout.scale) };
}

function topsOf(rows: number, plot: number, layout: GridLayout, begins: (row: number) => boolean): number[] {
  const { cellHeight, rowGap } = layout;
  let bottom = plot;
  return Array.from({ length: rows }, (_, row) => {
    if (begins(row)) bottom -= rowGap;
    const top = bottom - cellHeight;
    bottom = top - rowGap;
    return top;
  });
}

function columnsOf({ from, widths }: Line, { axisWidth, gap }: GridLayout, tokens: readonly TokenFacts[]) {
  let x = axisWidth;
  return widths.flatMap((width, i) => {
    const left = x;
    x += width + gap;
    const token = tokens[from + i];
    return token ? [{ token, x: left, width }] : [];
  });
}

/** A token's text in the middle of its room, its leading space as a faint dot. */
export function tokenLabel(
  text: string,
  x: number,
  middle: number,
  room: number,
  font: number,
  palette: Palette,
  fill = palette.ink,
): string {
  const { space, text: rest } = printed(cut(text, Math.max(1, Math.floor(room / (font * ADVANCE)))));
  return lineOf(
    x,
    middle + font * 0.35,
    [
      ...(space ? [span('·', fill === palette.ink ? { fill: palette.out } : { 'fill-opacity': 0.6 })] : []),
      span(rest),
    ],
    { size: font, weight: 500, mono: true, fill, anchor: 'middle' },
  );
}

/** As many characters as fit, the last a sign that there were more. */
function cut(text: string, most: number): string {
  if (columns(text) <= most) return text;
  let head = '';
  for (const sign of text) {
    if (columns(head + sign) > most - 1) break;
    head += sign;
  }
  return `${head}…`;
}

/** Swatches with their names in a row, as many rows as it takes. */
export function legendOf(
  items: readonly { readonly swatch: (x: number, y: number) => string; readonly name: string }[],
  widthOf: (name: string) => number,
  width: number,
  palette: Palette,
): { readonly body: string; readonly height: number } {
  let [x, y] = [0, 0];
  const parts = items.map(({ swatch, name }) => {
    const needed = 26 + widthOf(name);
    if (x > 0 && x + needed > width) {
      x = 0;
      y += 24;
    }
    const drawn = swatch(x, y) + line(x + 24, y + 12.5, name, { size: 13.5, fill: palette.soft });
    x += needed + 22;
    return drawn;
  });
  return { body: parts.join(''), height: y + 18 };
}

/** A field of parallel strokes, for what is read again; used as `fill="url(#again)"`. */
export const hatch = (id: string, colour: string, paper: string) =>
  node(
    'defs',
    {},
    node(
      'pattern',
      { id, width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      box(0, 0, 5, 5, { fill: paper }),
      box(0, 0, 1.5, 5, { fill: colour }),
    ),
  );
