import type * as tf from '@tensorflow/tfjs-core';
import { readOut } from './layers';
import { logSumExp } from './nll';
import type { Readout } from './trace';
import type { Forward } from './transformer';
import type { ModelWeights } from './weights';

/** Alternatives kept for each token. */
export const READOUT_K = 8;

/** Predictions after each recursion, through the final norm and the head, and the real ones last. */
export async function readouts(
  forward: Forward,
  logits: Float32Array,
  weights: ModelWeights,
): Promise<Readout[]> {
  const vocabSize = weights.embedding.shape[0];
  const found: Readout[] = [];
  for (const { recursion } of forward.recursions) {
    const states = forward.statesAfter(recursion);
    const early = readOut(states, weights);
    states.dispose();
    found.push(mostLikely(await take(early), vocabSize, recursion));
  }
  return [...found, mostLikely(logits, vocabSize, null)];
}

async function take(tensor: tf.Tensor): Promise<Float32Array> {
  const values = await tensor.data<'float32'>();
  tensor.dispose();
  return values;
}

/** logits (tokens, vocabSize) */
function mostLikely(logits: Float32Array, vocabSize: number, afterRecursion: number | null): Readout {
  const k = Math.min(READOUT_K, vocabSize);
  const tokens = logits.length / vocabSize;
  const ids = new Int32Array(tokens * k);
  const probabilities = new Float32Array(tokens * k);
  for (let t = 0; t < tokens; t++) {
    const row = logits.subarray(t * vocabSize, (t + 1) * vocabSize);
    const total = logSumExp(row);
    largestIds(row, k).forEach((id, i) => {
      ids[t * k + i] = id;
      probabilities[t * k + i] = Math.exp(row[id]! - total);
    });
  }
  return { afterRecursion, k, ids, probabilities };
}

/** Ids of the k largest logits, largest first, the lower id first on a tie. */
function largestIds(row: Float32Array, k: number): number[] {
  const best: number[] = [];
  for (let id = 0; id < row.length; id++) {
    if (best.length === k && row[id]! <= row[best[k - 1]!]!) continue;
    let at = best.length;
    while (at > 0 && row[id]! > row[best[at - 1]!]!) at--;
    best.splice(at, 0, id);
    if (best.length > k) best.pop();
  }
  return best;
}
