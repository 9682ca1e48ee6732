import { alphaOf, plainColour } from '../palette';
import { node } from '../svg';
import { type Corner, placeOf } from './place';

/** Background, border and outline of an element. */
export function boxOf(element: HTMLElement, style: CSSStyleDeclaration, corner: Corner): string[] {
  const { left: x, top: y, width, height } = placeOf(element, corner);
  if (width === 0 || height === 0) return [];
  const round = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, width / 2, height / 2);
  const fill = plainColour(style.backgroundColor);
  const border = style.borderTopStyle === 'none' ? 0 : Number.parseFloat(style.borderTopWidth) || 0;
  const around = border > 0 && Number.parseFloat(style.borderLeftWidth) > 0;
  const stroke = around ? plainColour(style.borderTopColor) : 'none';
  const outline = style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth) || 0;
  const boxes: string[] = [];
  if (fill !== 'none' || stroke !== 'none') {
    const inset = stroke === 'none' ? 0 : border / 2;
    boxes.push(
      node('rect', {
        x: x + inset,
        y: y + inset,
        width: width - 2 * inset,
        height: height - 2 * inset,
        rx: round > inset ? round - inset : undefined,
        fill,
        'fill-opacity': opacityOf(style.backgroundColor),
        stroke: stroke === 'none' ? undefined : stroke,
        'stroke-width': stroke === 'none' ? undefined : border,
        'stroke-dasharray': stroke !== 'none' && style.borderTopStyle === 'dashed' ? '4 3' : undefined,
      }),
    );
  }
  if (border > 0 && !around)
    boxes.push(node('rect', { x, y, width, height: border, fill: plainColour(style.borderTopColor) }));
  if (outline > 0 && plainColour(style.outlineColor) !== 'none') {
    const out = (Number.parseFloat(style.outlineOffset) || 0) + outline / 2;
    boxes.push(
      node('rect', {
        x: x - out,
        y: y - out,
        width: width + 2 * out,
        height: height + 2 * out,
        rx: round + out,
        fill: 'none',
        stroke: plainColour(style.outlineColor),
        'stroke-width': outline,
      }),
    );
  }
  return boxes;
}

const opacityOf = (colour: string) => {
  const alpha = alphaOf(colour);
  return alpha > 0 && alpha < 1 ? alpha : undefined;
};
