import * as tf from '@tensorflow/tfjs-core';
import type { RouterWeights } from '../weights';

/** Router logits (tokens, outputs) of states (tokens, hiddenSize): one product, or an MLP with a GELU (spec 2.3). */
export function routerLogits(states: tf.Tensor2D, router: RouterWeights): tf.Tensor2D {
  return tf.tidy(() => router.reduce((x, weight, i) => tf.matMul(i === 0 ? x : gelu(x), weight), states));
}

/** x * Phi(x), by the error function as PyTorch's GELU. */
function gelu(x: tf.Tensor2D): tf.Tensor2D {
  const below = tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1);
  return tf.mul(tf.mul(x, 0.5), below) as tf.Tensor2D;
}

/** In float32. */
export function sigmoid(logit: number): number {
  return Math.fround(1 / (1 + Math.exp(-logit)));
}
