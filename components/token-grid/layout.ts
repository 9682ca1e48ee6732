import { columns } from '../ui/token-text';

/** Where everything stands: columns of token cells in lines, as large as they fit. All lengths in px. */
export interface GridLayout {
  /** 1 is the size on a laptop. */
  readonly scale: number;
  readonly cellHeight: number;
  /** Between the cells of a column. */
  readonly rowGap: number;
  /** Between columns. */
  readonly gap: number;
  /** Size of a token's text. */
  readonly font: number;
  /** Height of the token's text under its column. */
  readonly labelHeight: number;
  /** Width of the row names left of every line. */
  readonly axisWidth: number;
  readonly lines: readonly Line[];
}

export interface Line {
  /** Position of its first token. */
  readonly from: number;
  /** One a token. */
  readonly widths: readonly number[];
}

export interface GridSpace {
  /** Width the grid may take. */
  readonly width: number;
  /** Height it should keep to if it can. */
  readonly height: number;
  /** Largest scale: more than 1 on a projector. */
  readonly maxScale: number;
}

/** JetBrains Mono's advance, in ems. */
const ADVANCE = 0.6;
const LONGEST_LABEL = 16;
/** Below this the scores could no longer be read. */
const SMALLEST = 0.62;
const STEPS = 8;

/** The largest size at which all columns of so many rows fit the space; the smallest where none does, and then the grid grows downwards. */
export function layoutGrid(texts: readonly string[], rows: number, space: GridSpace): GridLayout {
  const top = Math.max(space.maxScale, SMALLEST);
  let layout = layoutAt(top, texts, space.width);
  for (let step = 1; step <= STEPS && heightOf(layout, rows) > space.height; step += 1) {
    layout = layoutAt(top + ((SMALLEST - top) * step) / STEPS, texts, space.width);
  }
  return layout;
}

/** Height of the whole grid. */
export function heightOf(layout: GridLayout, rows: number): number {
  const line = rows * (layout.cellHeight + layout.rowGap) + layout.labelHeight;
  return layout.lines.length * line + (layout.lines.length - 1) * lineGap(layout.scale);
}

export const lineGap = (scale: number) => Math.round(18 * scale);

function layoutAt(scale: number, texts: readonly string[], width: number): GridLayout {
  const narrow = width < 480;
  const gap = Math.max(2, Math.round(4 * scale));
  const font = Math.max(11, Math.round(13.5 * scale * 2) / 2);
  const smallest = narrow ? 28 : Math.max(28, Math.round(44 * scale));
  const axisWidth = narrow ? 22 : Math.round(Math.max(84, 96 * scale));
  const room = Math.max(smallest, width - axisWidth);
  const natural = texts.map((text) => {
    const label = Math.min(columns(text), LONGEST_LABEL) * font * ADVANCE + 8;
    return Math.min(room, Math.ceil(Math.max(smallest, label)));
  });
  return {
    scale,
    cellHeight: Math.max(26, Math.round(52 * scale)),
    rowGap: gap,
    gap,
    font,
    labelHeight: Math.max(22, Math.round(32 * scale)),
    axisWidth,
    lines: breakLines(natural, gap, room, Math.round(104 * scale)),
  };
}

/** Fills line after line; a full line is stretched to the margin, a lone one as far as its columns stay columns. */
function breakLines(natural: readonly number[], gap: number, room: number, widest: number): readonly Line[] {
  const lines: { from: number; widths: number[] }[] = [];
  let used = 0;
  natural.forEach((width, position) => {
    const line = lines.at(-1);
    if (line && used + gap + width <= room) {
      line.widths.push(width);
      used += gap + width;
    } else {
      lines.push({ from: position, widths: [width] });
      used = width;
    }
  });
  return lines.map((line, i) => {
    const last = i === lines.length - 1;
    return last && lines.length > 1 ? line : { ...line, widths: stretch(line.widths, gap, room, widest) };
  });
}

function stretch(widths: readonly number[], gap: number, room: number, widest: number): readonly number[] {
  const slack = room - widths.reduce((sum, width) => sum + width, 0) - gap * (widths.length - 1);
  const each = Math.floor(slack / widths.length);
  return widths.map((width) => Math.max(width, Math.min(widest, width + each)));
}

/** A place in the grid: a token and a row, 1-based from below; row 0 is the token's text. */
export interface Place {
  readonly position: number;
  readonly row: number;
}

const MOVES: { readonly [key: string]: (place: Place) => Place } = {
  ArrowRight: (place) => ({ ...place, position: place.position + 1 }),
  ArrowLeft: (place) => ({ ...place, position: place.position - 1 }),
  ArrowUp: (place) => ({ ...place, row: place.row + 1 }),
  ArrowDown: (place) => ({ ...place, row: place.row - 1 }),
  Home: (place) => ({ ...place, position: 0 }),
  End: (place) => ({ ...place, position: Number.POSITIVE_INFINITY }),
  PageUp: (place) => ({ ...place, row: Number.POSITIVE_INFINITY }),
  PageDown: (place) => ({ ...place, row: 0 }),
};

/** Where a key leads, kept inside the grid; null for a key that does not move. */
export function move(place: Place, key: string, tokens: number, rows: number): Place | null {
  const next = MOVES[key]?.(place);
  if (!next) return null;
  return {
    position: Math.min(Math.max(next.position, 0), tokens - 1),
    row: Math.min(Math.max(next.row, 0), rows),
  };
}
