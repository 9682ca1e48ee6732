import * as tf from '@tensorflow/tfjs-core';

/** The weights of one MLP, (in, out). */
export interface SwigluWeights {
  readonly gate: tf.Tensor2D;
  readonly up: tf.Tensor2D;
  readonly down: tf.Tensor2D;
}

/** (SiLU(x gate) * (x up)) down (spec 1.1): (tokens, hiddenSize) to the same. */
export function swiglu(x: tf.Tensor2D, weights: SwigluWeights): tf.Tensor2D {
  return tf.tidy(() => {
    const gate = tf.matMul(x, weights.gate);
    const opened = tf.mul(tf.mul(gate, tf.sigmoid(gate)), tf.matMul(x, weights.up)) as tf.Tensor2D;
    return tf.matMul(opened, weights.down);
  });
}
