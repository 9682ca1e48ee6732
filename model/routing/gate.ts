import * as tf from '@tensorflow/tfjs-core';
import type { Passed } from './routing';

/** gate * rows: rows (tokens, hiddenSize), one gate a row; the rows themselves where there are no gates. */
export function gated(rows: tf.Tensor2D, gates: Float32Array): tf.Tensor2D {
  if (gates.length === 0) return rows;
  return tf.tidy(() => tf.mul(rows, tf.tensor2d(gates, [gates.length, 1])) as tf.Tensor2D);
}

/** H + g * F(H), F with its own residual connections inside (spec 2.2): (kept, hiddenSize). */
export function addGated({ before, after, gates }: Passed): tf.Tensor2D {
  return tf.tidy(() => tf.add(before, gated(after, gates)) as tf.Tensor2D);
}
