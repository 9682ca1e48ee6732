import { t } from '../../languages/current';
import type { BatchingState } from '../../store/batching';
import type { CausalityState } from '../../store/causality';
import type { GenerationState } from '../../store/generation-state';
import { mismatchOf } from '../../store/members';
import { comparable } from '../../store/selection';
import type { AppState } from '../../store/state';
import { addressOf } from '../explore/address';
import type { Services } from '../services';
import { backendName } from '../status/backend-name';
import { describeMismatch } from '../trace/describe';
import { pngOf, type Saved } from './files';
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

/** Draws what a panel shows; null where nothing is in view. */
export type Draw = (context: Context, palette: Palette) => Drawing | null | Promise<Drawing | null>;

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
      made: drawing.made ?? t().save.made(trace.model, device, context.state.run.file),
      date: new Date().toISOString().slice(0, 10),
      link: addressOf(context.state),
    },
    palette,
  );
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
