import { t } from '../../languages/current';
import { MorError } from '../../model/errors';
import type { BatchingState } from '../../store/batching';
import type { CausalityState } from '../../store/causality';
import type { GenerationState } from '../../store/generation';
import { comparable } from '../../store/selection';
import { mismatchOf } from '../../store/settings';
import type { AppState } from '../../store/state';
import { addressOf } from '../explore/address';
import type { Services } from '../services';
import { backendName } from '../status/backend-name';
import { describeMismatch } from '../trace/describe';
import { type Drawing, framed } from './frame';
import { type Palette, readPalette } from './palette';

/** What a figure or a file is made from: the page at the moment of saving. */
export interface Context {
  readonly state: AppState;
  readonly generation: GenerationState;
  readonly causality: CausalityState;
  readonly batching: BatchingState;
  /** The panel whose menu was used. */
  readonly panel: Element;
  readonly engine: Services['engine'];
  readonly baseUrl: string;
}

/** A file that goes to the visitor. */
export interface Saved {
  readonly name: string;
  readonly content: Blob;
}

/** Draws what a panel shows; null where nothing is in view. */
export type Draw = (context: Context, palette: Palette) => Drawing | null | Promise<Drawing | null>;

/** Twice the size, for projectors and print. */
const PNG_SCALE = 2;
/** Longest side that every browser's canvas has, px. */
const LONGEST_SIDE = 16_384;

/** A figure as SVG; `id` becomes a part of its name. */
export async function asSvg(id: string, draw: Draw, context: Context): Promise<Saved | null> {
  const svg = await svgOf(draw, context);
  return svg === null
    ? null
    : { name: fileName(id, context, 'svg'), content: new Blob([svg], { type: 'image/svg+xml' }) };
}

export async function asPng(id: string, draw: Draw, context: Context): Promise<Saved | null> {
  const svg = await svgOf(draw, context);
  return svg === null ? null : { name: fileName(id, context, 'png'), content: await pngOf(svg) };
}

async function svgOf(draw: Draw, context: Context): Promise<string | null> {
  const palette = readPalette(document);
  const drawing = await draw(context, palette);
  const trace = context.state.run.traces.mor;
  if (drawing === null || trace === null) return null;
  const mismatch = mismatchOf(context.state.manifest, trace);
  const device = t().save.device(backendName(trace.backend), trace.adapter);
  return framed(
    mismatch === null
      ? drawing
      : { ...drawing, caption: t().common.sentences([describeMismatch(mismatch), drawing.caption]) },
    {
      made: t().save.made(trace.model, device, context.state.run.file),
      date: new Date().toISOString().slice(0, 10),
      link: addressOf(context.state),
    },
    palette,
  );
}

/** Draws an SVG on a canvas. The canvas stays readable: the picture holds nothing of elsewhere. */
async function pngOf(svg: string): Promise<Blob> {
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

/** The traces of the run in view; those of another text, still on their way, are left out. */
export function tracesInView({ run }: AppState): AppState['run']['traces'] {
  return {
    mor: run.traces.mor,
    recursive: comparable(run, 'recursive'),
    vanilla: comparable(run, 'vanilla'),
  };
}

/** `mor-depth-the-cat-sat.svg`: what it is, and how the text begins. */
export function fileName(id: string, { state }: Pick<Context, 'state'>, ending: string): string {
  return `${['mor', id, ...firstWords(state.settings.text)].join('-')}.${ending}`;
}

const MOST_WORDS = 3;
const LONGEST_NAME = 24;

function firstWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const kept: string[] = [];
  for (const word of words.slice(0, MOST_WORDS)) {
    const [cut = ''] = word.match(/^.{1,12}/u) ?? [];
    if ([...kept, cut].join('-').length > LONGEST_NAME) break;
    kept.push(cut);
  }
  return kept;
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
