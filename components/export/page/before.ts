import { plainColour } from '../palette';
import { line, node } from '../svg';
import { type Corner, placeOf } from './place';
import { isMono } from './texts';

/** What a style sheet puts before an element: an arrow at its side, the dot of a leading space, a small square. */
export function beforeOf(element: HTMLElement, corner: Corner): string {
  const style = getComputedStyle(element, '::before');
  const content = /^"(.*)"$/.exec(style.content)?.[1];
  if (content === undefined) return '';
  const { left: x, right, top: y, bottom } = placeOf(element, corner);
  const own = getComputedStyle(element);
  const pixels = (length: string) => Number.parseFloat(length) || 0;
  const size = pixels(style.fontSize);
  const text = (across: number, middle: number, anchor: 'start' | 'middle') =>
    line(across, middle + size * 0.35, content, {
      size,
      mono: isMono(style),
      fill: plainColour(style.color),
      anchor,
    });
  if (content === '') return squareOf(style, x + pixels(own.paddingLeft), (y + bottom) / 2);
  if (style.position === 'absolute') {
    const middle = y + pixels(own.borderTopWidth) + pixels(style.top) + pixels(style.height) / 2;
    return text(x + pixels(own.borderLeftWidth) + pixels(style.left), middle, 'start');
  }
  const alone = element.childNodes.length === 0;
  return alone ? text((x + right) / 2, (y + bottom) / 2, 'middle') : '';
}

/** A square of one colour; one that is hatched has its outline in it. */
function squareOf(style: CSSStyleDeclaration, x: number, middle: number): string {
  const [width, height] = [Number.parseFloat(style.width), Number.parseFloat(style.height)];
  const hatched = /(rgb|color)\([^)]+\)/.exec(style.backgroundImage)?.[0];
  const colour = plainColour(hatched ?? style.backgroundColor);
  if (!(width > 0 && height > 0) || colour === 'none') return '';
  return node('rect', {
    x: x + 0.5,
    y: middle - height / 2 + 0.5,
    width: width - 1,
    height: height - 1,
    rx: 3,
    fill: colour,
    'fill-opacity': hatched === undefined ? undefined : 0.3,
    stroke: colour,
  });
}
