import * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens } from '../active-tokens';
import { fusedOp } from './fused';
import type { Matrix } from './matrix';
import type { Normed } from './rms-norm';

/** The weights of one MLP, (in, out). */
export interface SwigluWeights {
  readonly gate: Matrix;
  readonly up: Matrix;
  readonly down: Matrix;
}

export interface SwigluAttributes {
  readonly gate: Matrix;
  readonly up: Matrix;
  readonly epsilon: number;
  /** Tokens at most. */
  readonly room: number;
}

/** x has all rows of the pass, `list` says which take part. */
export interface SwigluInputs {
  readonly x: tf.Tensor2D;
  readonly norm: tf.Tensor1D;
  readonly list: tf.Tensor1D;
}

export const SWIGLU = fusedOp<SwigluInputs, SwigluAttributes, [tf.Tensor2D]>('MorSwiglu');

/** SiLU(x gate) * (x up), x normed (spec 1.1): (tokens, intermediateSize), ready for `down`. */
export function swiglu(
  x: Normed,
  { gate, up }: Pick<SwigluWeights, 'gate' | 'up'>,
  tokens: ActiveTokens,
): tf.Tensor2D {
  if (SWIGLU.here()) {
    const { list, room } = tokens;
    return SWIGLU.run({ x: x.x, norm: x.weight, list }, { gate, up, epsilon: x.epsilon, room })[0];
  }
  const normed = x.value;
  return tf.tidy(() => {
    const gates = tf.matMul(normed, gate.tensor);
    return tf.mul(tf.mul(gates, tf.sigmoid(gates)), tf.matMul(normed, up.tensor)) as tf.Tensor2D;
  });
}
