import { MorError } from './errors';
import { largestIds } from './likeliest';

/** How the next token is drawn from the model's distribution. */
export interface SamplingOptions {
  /** 0 takes the likeliest token always. */
  readonly temperature: number;
  /** Only so many of the likeliest are drawn from; 0 for all. */
  readonly topK: number;
  /** Only the likeliest that together reach this probability, in (0, 1]. */
  readonly topP: number;
  /** Unsigned 32-bit; the same seed draws the same tokens. */
  readonly seed: number;
}

/** Draws the id of the next token from logits (vocabSize). */
export type Sampler = (logits: Float32Array) => number;

/**
 * Temperature first, then top-k, then top-p of what is left, as Hugging Face orders them. On the host, in float64: the
 * same numbers on every backend draw the same token. It goes on after `draws` tokens that were drawn with the same seed
 * before. Throws E-INPUT where an option is out of its range.
 */
export function createSampler(options: SamplingOptions, draws = 0): Sampler {
  checkSampling(options);
  const { temperature, topK, topP, seed } = options;
  if (temperature === 0) return largestId;
  const random = mulberry32(seed);
  for (let i = 0; i < draws; i++) random();
  return (logits) => {
    const top = logits[largestId(logits)]!;
    const weight = (id: number) => Math.exp((logits[id]! - top) / temperature);
    const every = topK === 0 && topP === 1;
    const kept = every ? Array.from(logits.keys()) : cut(logits, weight, topK, topP);
    return drawn(kept, weight, random());
  };
}

/** The likeliest ids, on a tie the lower: at most topK, and as few as reach topP of those. In their own order. */
function cut(logits: Float32Array, weight: (id: number) => number, topK: number, topP: number): number[] {
  // To find a few is much faster than to sort them all, and this is done for every token.
  const ranked =
    topK === 0
      ? Array.from(logits.keys()).sort((a, b) => logits[b]! - logits[a]! || a - b)
      : largestIds(logits, topK);
  const enough = topP * total(ranked, weight);
  let reached = 0;
  const last = ranked.findIndex((id) => {
    reached += weight(id);
    return reached >= enough;
  });
  const kept = last < 0 ? ranked : ranked.slice(0, last + 1);
  return kept.sort((a, b) => a - b);
}

/** The id, in the order of ids, at a share in [0, 1) of the whole weight. */
function drawn(ids: readonly number[], weight: (id: number) => number, share: number): number {
  let left = share * total(ids, weight);
  for (const id of ids) {
    left -= weight(id);
    if (left < 0) return id;
  }
  return ids.findLast((id) => weight(id) > 0)!; // rounding ate the rest
}

function total(ids: readonly number[], weight: (id: number) => number): number {
  return ids.reduce((sum, id) => sum + weight(id), 0);
}

/** The lower id on a tie. */
function largestId(logits: Float32Array): number {
  let best = 0;
  for (let id = 1; id < logits.length; id++) if (logits[id]! > logits[best]!) best = id;
  return best;
}

/** Numbers in [0, 1) from a seed of 32 bits: Tommy Ettinger's mulberry32, a counter through a hash; its period is 2^32. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Throws E-INPUT where an option is out of its range. */
export function checkSampling({ temperature, topK, topP, seed }: SamplingOptions): void {
  const rules: [holds: boolean, sentence: string][] = [
    [
      temperature >= 0 && temperature < Number.POSITIVE_INFINITY,
      `the temperature ${temperature} must be 0 or more`,
    ],
    [Number.isInteger(topK) && topK >= 0, `top-k ${topK} must be a whole number, 0 for all`],
    [topP > 0 && topP <= 1, `top-p ${topP} must be above 0 and at most 1`],
    [
      Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32,
      `the seed ${seed} must be a whole number below 2^32`,
    ],
  ];
  const broken = rules.find(([holds]) => !holds);
  if (broken) {
    throw new MorError(
      'E-INPUT',
      `The next token cannot be drawn: ${broken[1]}.`,
      'Correct the request and run it again.',
    );
  }
}
