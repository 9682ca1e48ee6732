import { type PagePicture, pagePicture } from '../page-picture';
import { moved } from '../svg';

const GAP = 40;
/** A column of the page narrower than this, px, would make a picture like a strip. */
const NARROW = 480;

/** One token from near: the panel's own parts, beside one another where the page has them in a narrow column. */
export function tokenFigure(parts: Element): PagePicture {
  const pictures = Array.from(parts.children, pagePicture);
  const beside = pictures.every(({ width }) => width < NARROW);
  let [width, height] = [0, 0];
  const body = pictures.map((picture) => {
    const [x, y] = beside ? [width === 0 ? 0 : width + GAP, 0] : [0, height === 0 ? 0 : height + GAP / 2];
    width = beside ? x + picture.width : Math.max(width, picture.width);
    height = beside ? Math.max(height, picture.height) : y + picture.height;
    return moved(x, y, [picture.body]);
  });
  return { width, height, body: body.join('') };
}
