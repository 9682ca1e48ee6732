/** ln of the sum of exponentials of one row, in float64. By index, for every token written waits for it. */
export function logSumExp(row: Float32Array): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < row.length; i++) if (row[i]! > top) top = row[i]!;
  let sum = 0;
  for (let i = 0; i < row.length; i++) sum += Math.exp(row[i]! - top);
  return top + Math.log(sum);
}

/**
 * -ln p(token t + 1 | tokens 0..t) for every t but the last, in nats: (tokens - 1).
 * logits (tokens, vocabSize)
 */
export function nextTokenNll(logits: Float32Array, ids: Int32Array, vocabSize: number): Float32Array {
  return Float32Array.from({ length: ids.length - 1 }, (_, t) => {
    const row = logits.subarray(t * vocabSize, (t + 1) * vocabSize);
    return logSumExp(row) - row[ids[t + 1]!]!;
  });
}

/** Mean in float64; null of nothing. */
export function mean(values: Float32Array): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
