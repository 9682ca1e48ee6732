import * as tf from '@tensorflow/tfjs-core';
import { batchMatMul } from './batch-mat-mul';

/** Added to the score of a key that a query may not see; finite, for WGSL promises nothing about infinities. */
const MASKED = -1e30;

/** 0 where the key is at the query's position or before, else MASKED: (queries, keys). Original positions. */
export function causalMask(queries: Int32Array, keys: Int32Array): tf.Tensor2D {
  const mask = new Float32Array(queries.length * keys.length);
  queries.forEach((query, row) => {
    keys.forEach((key, column) => {
      if (key > query) mask[row * keys.length + column] = MASKED;
    });
  });
  return tf.tensor2d(mask, [queries.length, keys.length]);
}

export interface Attended {
  /** (queries, heads * headDim) */
  readonly output: tf.Tensor2D;
  /** (heads, queries, keys) */
  readonly probabilities: tf.Tensor3D;
}

/**
 * Grouped-query attention (spec 1.1). The query heads that share a key-value head become rows of one product, so that
 * keys and values are never repeated. The scale 1/sqrt(headDim) is already in the queries (`weights.ts`).
 * q (queries, heads, headDim), k (kvHeads, headDim, keys), v (kvHeads, keys, headDim), mask (queries, keys).
 */
export function attention(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: tf.Tensor2D): Attended {
  const [queries, heads, headDim] = q.shape;
  const [kvHeads, , keys] = k.shape;
  const rows = (heads / kvHeads) * queries;
  return tf.tidy(() => {
    const grouped = tf.reshape(tf.transpose(q, [1, 0, 2]), [kvHeads, rows, headDim]) as tf.Tensor3D;
    const scores = tf.reshape(batchMatMul(grouped, k), [heads, queries, keys]);
    const probabilities = tf.softmax(tf.add(scores, mask)) as tf.Tensor3D;
    const mixed = batchMatMul(tf.reshape(probabilities, [kvHeads, rows, keys]), v);
    const byToken = tf.transpose(tf.reshape(mixed, [heads, queries, headDim]), [1, 0, 2]);
    return { output: tf.reshape(byToken, [queries, heads * headDim]) as tf.Tensor2D, probabilities };
  });
}
