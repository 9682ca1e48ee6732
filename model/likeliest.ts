import { logSumExp } from './nll';

/** Alternatives told of at each token's place, whoever draws it. */
export const ALTERNATIVES = 8;

/** The k likeliest tokens of one row of logits, the likeliest first, the lower id first on a tie; total: their `logSumExp`. */
export function likeliest(
  logits: Float32Array,
  k: number,
  total = logSumExp(logits),
): { id: number; probability: number }[] {
  return largestIds(logits, k).map((id) => ({ id, probability: Math.exp(logits[id]! - total) }));
}

/** Ids of the k largest logits, the largest first, the lower id first on a tie. */
export function largestIds(logits: Float32Array, k: number): number[] {
  const best: number[] = [];
  for (let id = 0; id < logits.length; id++) {
    if (best.length === k && logits[id]! <= logits[best[k - 1]!]!) continue;
    let at = best.length;
    while (at > 0 && logits[id]! > logits[best[at - 1]!]!) at--;
    best.splice(at, 0, id);
    if (best.length > k) best.pop();
  }
  return best;
}
