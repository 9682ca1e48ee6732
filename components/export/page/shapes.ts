import { alphaOf, plainColour } from '../palette';
import { escaped, group, MONO, moved, node, short } from '../svg';
import { type Corner, placeOf } from './place';
import { isMono } from './texts';

/** Attributes that say where a shape is; how it looks is read from what the page computed. */
const SHAPE = [
  'x',
  'y',
  'dx',
  'dy',
  'x1',
  'x2',
  'y1',
  'y2',
  'cx',
  'cy',
  'r',
  'rx',
  'ry',
  'd',
  'width',
  'height',
  'points',
  'transform',
  'id',
  'patternUnits',
  'patternTransform',
];

/** A drawing of the page, its looks written where they were styled. */
export function nested(svg: SVGSVGElement, corner: Corner): string {
  const { left, top, width } = placeOf(svg, corner);
  const view = svg.viewBox.baseVal;
  const scale = view && view.width > 0 ? width / view.width : 1;
  const parts = Array.from(svg.children, shapeOf);
  const placed = scale === 1 ? parts : [group({ transform: `scale(${short(scale)})` }, parts)];
  return moved(left, top, placed);
}

function shapeOf(element: Element): string {
  const style = getComputedStyle(element);
  const unseen = style.display === 'none' || style.visibility === 'hidden' || Number(style.opacity) === 0;
  if (unseen && element.closest('defs') === null) return '';
  const attributes = Object.fromEntries(
    SHAPE.flatMap((name) => {
      const value = element.getAttribute(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const children = Array.from(element.childNodes, (child) =>
    child instanceof Text ? escaped(child.data) : child instanceof Element ? shapeOf(child) : '',
  );
  if (children.length > 0 && children.every((child) => child === '')) return '';
  return node(
    element.tagName,
    {
      ...attributes,
      ...(element.tagName === 'pattern' ? {} : moveOf(style)),
      ...(isDrawn(element) ? lookOf(element, style) : opacityAttribute(style)),
    },
    ...children,
  );
}

const isDrawn = (element: Element) =>
  /^(rect|path|circle|line|text|tspan|polygon|polyline)$/.test(element.tagName);

/** Where a style sheet moved it. */
function moveOf({ transform }: CSSStyleDeclaration) {
  return transform === '' || transform === 'none' || /^matrix\(1, 0, 0, 1, 0, 0\)$/.test(transform)
    ? {}
    : { transform: transform.replaceAll(',', '') };
}

const opacityAttribute = (style: CSSStyleDeclaration) =>
  Number(style.opacity) < 1 ? { opacity: Number(style.opacity) } : {};

function lookOf(element: Element, style: CSSStyleDeclaration) {
  const stroked = style.stroke !== 'none' && Number.parseFloat(style.strokeWidth) > 0;
  const written = /^(text|tspan)$/.test(element.tagName);
  return {
    ...paint('fill', style.fill, Number(style.fillOpacity)),
    ...(stroked
      ? {
          ...paint('stroke', style.stroke, Number(style.strokeOpacity)),
          'stroke-width': Number.parseFloat(style.strokeWidth),
          ...(style.strokeDasharray === 'none'
            ? {}
            : { 'stroke-dasharray': style.strokeDasharray.replaceAll('px', '') }),
          'stroke-linecap': style.strokeLinecap,
          'stroke-linejoin': style.strokeLinejoin,
        }
      : {}),
    ...opacityAttribute(style),
    ...(written
      ? {
          'font-size': Number.parseFloat(style.fontSize),
          'font-weight': style.fontWeight,
          'text-anchor': style.textAnchor,
          ...(style.dominantBaseline === 'central' ? { dy: '0.35em' } : {}),
          ...(isMono(style) ? { 'font-family': MONO } : {}),
        }
      : {}),
  };
}

function paint(name: 'fill' | 'stroke', value: string, opacity: number) {
  const reference = /^url\(["']?[^#]*(#[^"')]+)["']?\)/.exec(value);
  if (reference) return { [name]: `url(${reference[1]})` };
  const alpha = value === 'none' ? 1 : alphaOf(value) * opacity;
  return {
    [name]: value === 'none' ? 'none' : plainColour(value),
    ...(alpha < 1 ? { [`${name}-opacity`]: alpha } : {}),
  };
}
