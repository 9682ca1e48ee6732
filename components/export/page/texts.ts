import { plainColour } from '../palette';
import { line, WORD } from '../svg';
import { type Corner, placeOf } from './place';

/** The lines of a text where the page has them. */
export function textOf(texts: readonly Text[], style: CSSStyleDeclaration, corner: Corner): string {
  const parent = texts[0]?.parentElement;
  if (!parent) return '';
  const holder = parent.closest<HTMLElement>('p, li, div, h3, small, button') ?? parent;
  const room = placeOf(holder, corner);
  const inLegend = holder.tagName === 'LI' && getComputedStyle(holder.parentElement!).display === 'flex';
  const size = Number.parseFloat(style.fontSize);
  return linesOf(texts, corner)
    .map(({ left, right, top, bottom, content }) => {
      const [before, after] = [left - room.left, room.right - right];
      const anchor = inLegend
        ? 'start'
        : Math.abs(before - after) < 3
          ? 'middle'
          : after < 2 && before > 4
            ? 'end'
            : 'start';
      const x = anchor === 'middle' ? (left + right) / 2 : anchor === 'end' ? right : left;
      return line(x, (top + bottom) / 2 + size * 0.35, content, {
        size,
        weight: Number(style.fontWeight),
        mono: isMono(style),
        fill: plainColour(style.color),
        anchor,
      });
    })
    .join('');
}

interface TextLine {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly content: string;
}

function linesOf(texts: readonly Text[], corner: Corner): TextLine[] {
  const lines: TextLine[] = [];
  const range = document.createRange();
  const words = texts.flatMap((text) => Array.from(text.data.matchAll(WORD), (found) => ({ text, found })));
  for (const { text, found } of words) {
    const [word] = found;
    range.setStart(text, found.index);
    range.setEnd(text, found.index + word.length);
    const { left, right, top, bottom, width } = placeOf(range, corner);
    if (width === 0) continue;
    const last = lines.at(-1);
    if (last && Math.abs(last.top - top) < 2) {
      const blank = left - last.right > 1 ? ' ' : '';
      lines[lines.length - 1] = { ...last, right, content: `${last.content}${blank}${word}` };
    } else lines.push({ left, right, top, bottom, content: word });
  }
  return lines;
}

/** True where the font of a style has letters of one width. */
export const isMono = ({ fontFamily }: CSSStyleDeclaration) => /mono/i.test(fontFamily);
