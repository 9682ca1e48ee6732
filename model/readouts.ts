import type { TextRun } from './forward-text';
import { likeliest } from './likeliest';
import type { Readout } from './trace';

/** Alternatives kept for each token. */
export const READOUT_K = 8;

/** Predictions after each recursion, through the final norm and the head, and the real ones last. */
export async function readouts(
  { recursions, predictedAfter, logits }: TextRun,
  vocabSize: number,
): Promise<Readout[]> {
  // All are asked for before the first is waited for.
  const early = recursions.map(async ({ recursion }) =>
    mostLikely(await predictedAfter(recursion), vocabSize, recursion),
  );
  return [...(await Promise.all(early)), mostLikely(logits, vocabSize, null)];
}

/** logits (tokens, vocabSize) */
function mostLikely(logits: Float32Array, vocabSize: number, afterRecursion: number | null): Readout {
  const k = Math.min(READOUT_K, vocabSize);
  const tokens = logits.length / vocabSize;
  const ids = new Int32Array(tokens * k);
  const probabilities = new Float32Array(tokens * k);
  for (let t = 0; t < tokens; t++) {
    likeliest(logits.subarray(t * vocabSize, (t + 1) * vocabSize), k).forEach(({ id, probability }, i) => {
      ids[t * k + i] = id;
      probabilities[t * k + i] = probability;
    });
  }
  return { afterRecursion, k, ids, probabilities };
}
