import { openTextCache } from '../cache/open-cache';
import type { TextCache } from '../cache/text-cache';
import { tensorsOf } from '../held-weights';
import type { Model } from '../model';
import type { LayerPass, SelectionRule } from '../trace';
import { forward } from '../transformer';

/** A text read bit by bit. */
export interface Decoded {
  /** (tokens, vocabSize) */
  readonly logits: Float32Array;
  readonly depth: number[];
  /** Of every bit, in order. */
  readonly passes: readonly LayerPass[];
  /** Entries kept at the end, and entries there was room for. */
  readonly live: number;
  readonly allocated: number;
}

/** Reads ids in pieces of these sizes, each going on from the cache of those before. */
export async function decode(
  model: Model,
  ids: readonly number[],
  sizes: readonly number[],
  rule: SelectionRule,
): Promise<Decoded> {
  return withTextCache(model, async (cache) => {
    const pieces: Piece[] = [];
    let start = 0;
    for (const size of sizes) {
      pieces.push(await readPiece(model, ids.slice(start, start + size), start, cache, rule));
      start += size;
    }
    return whole(pieces, cache);
  });
}

/**
 * Goes on from ids, the likeliest token always, to a text of so many tokens, and reads all of it; the ends of texts are
 * tokens like others.
 */
export async function writeGreedily(
  model: Model,
  prompt: readonly number[],
  length: number,
): Promise<Decoded & { ids: number[] }> {
  const { vocabSize } = model.config;
  return withTextCache(model, async (cache) => {
    const ids = [...prompt];
    const pieces = [await readPiece(model, ids, 0, cache, 'threshold')];
    while (ids.length < length) {
      const { depth, logits } = pieces.at(-1)!;
      const id = likeliestAt(logits, depth.length - 1, vocabSize);
      pieces.push(await readPiece(model, [id], ids.length, cache, 'threshold'));
      ids.push(id);
    }
    return { ids, ...whole(pieces, cache) };
  });
}

/** The likeliest token after the one at a place: logits (tokens, vocabSize). */
export function likeliestAt(logits: Float32Array, place: number, vocabSize: number): number {
  const row = logits.subarray(place * vocabSize, (place + 1) * vocabSize);
  return row.reduce((best, logit, id) => (logit > row[best]! ? id : best), 0);
}

type Piece = Pick<Decoded, 'logits' | 'depth' | 'passes'>;

async function readPiece(
  model: Model,
  ids: readonly number[],
  start: number,
  cache: TextCache,
  rule: SelectionRule,
): Promise<Piece> {
  const run = await forward(tensorsOf(model), model.config, Int32Array.from(ids), {
    rule,
    cache,
    start,
    mark: async () => 0,
  });
  const logits = await run.logits.data<'float32'>();
  run.dispose();
  return { logits: logits.slice(), depth: [...run.depth], passes: run.passes };
}

async function withTextCache<T>({ config }: Model, use: (cache: TextCache) => Promise<T>): Promise<T> {
  const cache = openTextCache(config, config.maxPositionEmbeddings);
  try {
    return await use(cache);
  } finally {
    cache.dispose();
  }
}

function whole(pieces: readonly Piece[], { live, allocated }: TextCache): Decoded {
  return {
    logits: joined(pieces.map(({ logits }) => logits)),
    depth: pieces.flatMap(({ depth }) => depth),
    passes: pieces.flatMap(({ passes }) => passes),
    live,
    allocated,
  };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
