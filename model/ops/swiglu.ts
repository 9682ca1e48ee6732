import * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens } from '../active-tokens';
import { fusedOp } from './fused';
import type { Normed } from './rms-norm';

/** The weights of one MLP, (in, out). */
export interface SwigluWeights {
  readonly gate: tf.Tensor2D;
  readonly up: tf.Tensor2D;
  readonly down: tf.Tensor2D;
}

export interface SwigluAttributes {
  readonly epsilon: number;
  /** Tokens at most. */
  readonly room: number;
}

/** x has all rows of the pass, `list` says which take part. */
export interface SwigluInputs {
  readonly x: tf.Tensor2D;
  readonly norm: tf.Tensor1D;
  readonly gate: tf.Tensor2D;
  readonly up: tf.Tensor2D;
  readonly list: tf.Tensor1D;
}

export const SWIGLU = fusedOp<SwigluInputs, SwigluAttributes, [tf.Tensor2D]>('MorSwiglu');

/** SiLU(x gate) * (x up), x normed (spec 1.1): (tokens, intermediateSize), ready for `down`. */
export function swiglu(x: Normed, { gate, up }: SwigluWeights, tokens: ActiveTokens): tf.Tensor2D {
  if (SWIGLU.here()) {
    const { list, room } = tokens;
    return SWIGLU.run({ x: x.x, norm: x.weight, gate, up, list }, { epsilon: x.epsilon, room })[0];
  }
  const normed = x.value;
  return tf.tidy(() => {
    const gates = tf.matMul(normed, gate);
    return tf.mul(tf.mul(gates, tf.sigmoid(gates)), tf.matMul(normed, up)) as tf.Tensor2D;
  });
}
