import { columns } from '../../ui/token-text';
import type { ChipSize } from './scene';

const ADVANCE = 0.6;
const LONGEST = 14;
const SIZES = [
  { height: 27, font: 13.5, shows: 'text', gap: 5 },
  { height: 24, font: 12.5, shows: 'text', gap: 5 },
  { height: 21, font: 11.5, shows: 'text', gap: 4 },
  { height: 18, font: 10.5, shows: 'text', gap: 3 },
  { height: 16, font: 10, shows: 'number', gap: 2 },
  { height: 11, font: 0, shows: 'dot', gap: 2 },
  { height: 8, font: 0, shows: 'dot', gap: 1.5 },
  { height: 5, font: 0, shows: 'dot', gap: 1 },
] as const;

/** The largest chips of which all tokens, side by side, are no longer than the road has room for. */
export function chipSize(texts: readonly string[], road: number, longest: number, narrow: boolean): ChipSize {
  const sizes = SIZES.map((size) => sized(size, texts, road)).filter(
    (size) => !narrow || size.shows !== 'text',
  );
  const fits = sizes.find((size) => {
    const all = pack(
      size,
      texts.map((_, position) => position),
    );
    return all.length <= longest;
  });
  return fits ?? sizes.at(-1)!;
}

function sized(size: (typeof SIZES)[number], texts: readonly string[], road: number): ChipSize {
  const { height, font, shows, gap } = size;
  return {
    height,
    font,
    shows,
    gap,
    lanes: Math.max(1, Math.floor((road - 4 + gap) / (height + gap))),
    widths: texts.map((text) =>
      shows === 'text'
        ? Math.max(height, Math.ceil(Math.min(columns(text), LONGEST) * font * ADVANCE + height * 0.66))
        : height,
    ),
  };
}

/** Tokens side by side on a road: the first in front, column after column. Lengths backwards from the front. */
export function pack(chip: ChipSize, positions: readonly number[]) {
  const back = new Map<number, { readonly back: number; readonly lane: number }>();
  const lanes = Math.min(chip.lanes, Math.max(1, Math.ceil(positions.length / 3)));
  let length = 0;
  for (let start = 0; start < positions.length; start += lanes) {
    const column = positions.slice(start, start + lanes);
    const width = Math.max(...column.map((position) => chip.widths[position] ?? 0));
    column.forEach((position, i) => {
      const lane = (i - (column.length - 1) / 2) * (chip.height + chip.gap);
      back.set(position, { back: length + width / 2, lane });
    });
    length += width + chip.gap;
  }
  return { back, length: Math.max(0, length - chip.gap) };
}
