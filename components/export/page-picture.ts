import { alphaOf, plainColour } from './palette';
import { escaped, group, line, MONO, moved, node, short, WORD } from './svg';

/** A part of the page as it stands, drawn anew without its style sheets: for pictures that move or that only the page lays out. */
export interface PagePicture {
  readonly width: number;
  readonly height: number;
  readonly body: string;
}

export function pagePicture(root: Element): PagePicture {
  const { left, top, width } = root.getBoundingClientRect();
  // It may be shown larger than it is laid out, as its computed styles have it.
  const laidOut = root instanceof HTMLElement && root.offsetWidth > 0 ? root.offsetWidth : width;
  const corner = { left, top, scale: laidOut > 0 ? width / laidOut : 1 };
  const place = placeOf(root, corner);
  return { width: Math.round(place.width), height: Math.round(place.height), body: drawn(root, corner) };
}

/** Where the picture begins on the page, and how many times as large as laid out it is there. */
interface Corner {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

/** Where something stands in the picture, as laid out. */
function placeOf(what: Element | Range, corner: Corner) {
  const { left, top, right, bottom, width, height } = what.getBoundingClientRect();
  return {
    left: (left - corner.left) / corner.scale,
    right: (right - corner.left) / corner.scale,
    top: (top - corner.top) / corner.scale,
    bottom: (bottom - corner.top) / corner.scale,
    width: width / corner.scale,
    height: height / corner.scale,
  };
}

function drawn(element: Element, corner: Corner): string {
  if (!(element instanceof HTMLElement))
    return element instanceof SVGSVGElement ? nested(element, corner) : '';
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden' || Number(style.opacity) === 0) return '';
  // What is there for those who listen alone.
  if (style.clipPath === 'inset(50%)') return '';
  // A control is no part of a picture.
  if (element instanceof HTMLButtonElement) return '';
  const opacity = Number(style.opacity);
  const parts = [
    ...boxOf(element, style, corner),
    ...runsOf(element).map((run) =>
      run instanceof Element ? drawn(run, corner) : textOf(run, style, corner),
    ),
    beforeOf(element, corner),
  ].filter((part) => part !== '');
  return opacity < 1 ? group({ opacity }, parts) : parts.join('');
}

/** Background, border and outline of an element. */
function boxOf(element: HTMLElement, style: CSSStyleDeclaration, corner: Corner): string[] {
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

/** Children of an element; texts side by side are one. */
function runsOf(element: Element): (Element | Text[])[] {
  const runs: (Element | Text[])[] = [];
  for (const child of element.childNodes) {
    const last = runs.at(-1);
    if (child instanceof Element) runs.push(child);
    else if (child instanceof Text && Array.isArray(last)) last.push(child);
    else if (child instanceof Text) runs.push([child]);
  }
  return runs;
}

/** The lines of a text where the page has them. */
function textOf(texts: readonly Text[], style: CSSStyleDeclaration, corner: Corner): string {
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

/** What a style sheet puts before an element: an arrow at its side, the dot of a leading space, a small square. */
function beforeOf(element: HTMLElement, corner: Corner): string {
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

const isMono = ({ fontFamily }: CSSStyleDeclaration) => /mono/i.test(fontFamily);

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

function nested(svg: SVGSVGElement, corner: Corner): string {
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
