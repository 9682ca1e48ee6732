import { beforeOf } from './page/before';
import { boxOf } from './page/boxes';
import { type Corner, placeOf } from './page/place';
import { nested } from './page/shapes';
import { textOf } from './page/texts';
import { group } from './svg';

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
