import { MorError } from '../../model/errors';

/** A file that goes to the visitor. */
export interface Saved {
  readonly name: string;
  readonly content: Blob;
}

/** Twice the size, for projectors and print. */
const PNG_SCALE = 2;
/** Longest side that every browser's canvas has, px. */
const LONGEST_SIDE = 16_384;

/** Draws an SVG on a canvas. The canvas stays readable: the picture holds nothing of elsewhere. */
export async function pngOf(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(PNG_SCALE, LONGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (png === null) throw new Error('the canvas gave no picture');
    return png;
  } catch (cause) {
    throw new MorError(
      'E-INTERNAL',
      'This browser could not turn the figure into a PNG.',
      'Save it as SVG: it is the same picture.',
      { cause },
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** How long a file that was handed over is kept, ms. */
const KEPT_MS = 60_000;

/** Hands a file to the browser's downloads. */
export function save({ name, content }: Saved): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers read it only after the click is over.
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
