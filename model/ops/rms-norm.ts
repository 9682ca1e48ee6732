import * as tf from '@tensorflow/tfjs-core';

/** x / rms(x) * weight (spec 1.1): x (tokens, hiddenSize), weight (hiddenSize), eps a kept scalar. */
export function rmsNorm(x: tf.Tensor2D, weight: tf.Tensor1D, eps: tf.Scalar): tf.Tensor2D {
  return tf.tidy(() => {
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(x), 1, true), eps));
    return tf.mul(tf.mul(x, inverse), weight) as tf.Tensor2D;
  });
}

/** An RMSNorm asked for: a kernel folds it into the product that follows, a plain form takes `value`. */
export class Normed {
  private made: tf.Tensor2D | undefined;

  /** x (tokens, hiddenSize), weight (hiddenSize); epsilon as a number and as a kept scalar. */
  constructor(
    readonly x: tf.Tensor2D,
    readonly weight: tf.Tensor1D,
    readonly epsilon: number,
    private readonly eps: tf.Scalar,
  ) {}

  /** (tokens, hiddenSize), made once, in the tf.tidy of whoever asks first. */
  get value(): tf.Tensor2D {
    this.made ??= rmsNorm(this.x, this.weight, this.eps);
    return this.made;
  }
}
