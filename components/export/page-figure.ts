import { pngOf, type Saved } from './files';
import { type Drawing, framed } from './frame';
import { pagePicture } from './page-picture';
import { readPalette } from './palette';

interface Said extends Pick<Drawing, 'title' | 'caption'> {
  /** What it was made from. */
  readonly made: string;
}

/** A picture of a page as it stands there, behind which is no run: a file with its caption and the page's address. */
export async function pageFigure(
  form: 'SVG' | 'PNG',
  id: string,
  picture: Element,
  { title, caption, made }: Said,
): Promise<Saved> {
  const origin = { made, date: new Date().toISOString().slice(0, 10), link: window.location.href };
  const svg = framed({ title, caption, ...pagePicture(picture) }, origin, readPalette(document));
  const name = `mor-${id}.${form.toLowerCase()}`;
  return form === 'PNG'
    ? { name, content: await pngOf(svg) }
    : { name, content: new Blob([svg], { type: 'image/svg+xml' }) };
}
