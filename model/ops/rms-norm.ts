import * as tf from '@tensorflow/tfjs-core';

/** x / rms(x) * weight (spec 1.1): x (tokens, hiddenSize), weight (hiddenSize), eps a kept scalar. */
export function rmsNorm(x: tf.Tensor2D, weight: tf.Tensor1D, eps: tf.Scalar): tf.Tensor2D {
  return tf.tidy(() => {
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(x), 1, true), eps));
    return tf.mul(tf.mul(x, inverse), weight) as tf.Tensor2D;
  });
}
