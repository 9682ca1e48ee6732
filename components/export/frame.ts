import { t } from '../../languages/current';
import type { Palette } from './palette';
import { ADVANCE, box, escaped, line, lineOf, moved, node, SANS, span, wrapped } from './svg';

/** What a figure draws, without what stands round it. All lengths in px. */
export interface Drawing {
  readonly title: string;
  /** The sentences that stand with it on the page. */
  readonly caption: string;
  /** What it was made from, where that is not the run in view. */
  readonly made?: string;
  readonly width: number;
  readonly height: number;
  /** Markup, from the upper left corner. */
  readonly body: string;
}

/** Where a figure comes from. */
export interface Origin {
  /** `nano/mor-expert on wasm`. */
  readonly made: string;
  /** `2025-11-23`. */
  readonly date: string;
  /** Address that brings the picture back. */
  readonly link: string;
}

/** Width of a drawing, px: with its margins that of a slide. */
export const WIDTH = 960;

const MARGIN = 40;
const CAPTION = { size: 16, leading: 24 };
const FOOT = { size: 12, leading: 17 };
/** A link longer than so many lines is cut in print; what it leads to stays whole. */
const LINK_LINES = 4;

/** A drawing with its title, caption, link and origin, as a file of its own. */
export function framed(drawing: Drawing, origin: Origin, palette: Palette): string {
  const width = drawing.width + 2 * MARGIN;
  const top = MARGIN + 22;
  const captionTop = top + 20 + drawing.height + 16;
  const caption = wrapped(drawing.caption, drawing.width / CAPTION.size);
  const footTop = captionTop + caption.length * CAPTION.leading + 26;
  const made = t().save.origin(origin.made, origin.date);
  const link = linkLines(origin.link, Math.floor(drawing.width / (FOOT.size * ADVANCE)));
  const height = Math.ceil(footTop + (link.length + 1) * FOOT.leading + MARGIN - 14);
  const description = `${drawing.caption} ${made} ${origin.link}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    node(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        width,
        height,
        viewBox: `0 0 ${Math.round(width)} ${height}`,
        role: 'img',
        'aria-labelledby': 'title desc',
        'font-family': SANS,
      },
      node('title', { id: 'title' }, escaped(drawing.title)),
      node('desc', { id: 'desc' }, escaped(description)),
      box(0, 0, width, height, { fill: palette.panel }),
      line(MARGIN, top, drawing.title, { size: 22, weight: 620, fill: palette.ink }),
      moved(MARGIN, top + 20, [drawing.body]),
      ...caption.map((each, i) =>
        line(MARGIN, captionTop + (i + 1) * CAPTION.leading - 6, each, {
          size: CAPTION.size,
          fill: palette.ink,
        }),
      ),
      node('rect', { x: MARGIN, y: footTop - 14, width: drawing.width, height: 1, fill: palette.line }),
      line(MARGIN, footTop + FOOT.size - 2, made, { size: FOOT.size, fill: palette.soft }),
      node(
        'a',
        { href: origin.link },
        ...link.map((each, i) =>
          lineOf(MARGIN, footTop + FOOT.size - 2 + (i + 1) * FOOT.leading, [span(each)], {
            size: FOOT.size,
            fill: palette.soft,
            mono: true,
          }),
        ),
      ),
    ),
    '\n',
  ].join('');
}

function linkLines(link: string, most: number): readonly string[] {
  const lines = link.match(new RegExp(`.{1,${most}}`, 'gu')) ?? [];
  if (lines.length <= LINK_LINES) return lines;
  return [...lines.slice(0, LINK_LINES - 1), `${lines[LINK_LINES - 1]?.slice(0, most - 1)}…`];
}
