import * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens } from '../active-tokens';
import { fusedOp } from './fused';
import type { Matrix } from './matrix';
import type { Normed } from './rms-norm';
import { rotate } from './rope';

export interface QueriesAttributes {
  readonly weight: Matrix;
  readonly heads: number;
  readonly epsilon: number;
  /** Tokens at most. */
  readonly room: number;
}

/** x and angles have all rows of the pass, `list` says which take part. */
export interface QueriesInputs {
  readonly x: tf.Tensor2D;
  readonly norm: tf.Tensor1D;
  readonly angles: tf.Tensor2D;
  readonly list: tf.Tensor1D;
}

export const QUERIES = fusedOp<QueriesInputs, QueriesAttributes, [tf.Tensor3D]>('MorQueries');

/** RMSNorm, projection, rotation: (tokens, heads, headDim), weight (hiddenSize, heads * headDim). */
export function queries(x: Normed, weight: Matrix, heads: number, tokens: ActiveTokens): tf.Tensor3D {
  if (QUERIES.here()) {
    const { list, room, stretch } = tokens;
    const inputs = { x: x.x, norm: x.weight, angles: stretch.angles, list };
    return QUERIES.run(inputs, { weight, heads, epsilon: x.epsilon, room })[0];
  }
  return rotate(byHead(tf.matMul(x.value, weight.tensor), heads), tokens.rotation);
}

/** (tokens, heads * headDim) to (tokens, heads, headDim). */
export function byHead(x: tf.Tensor2D, heads: number): tf.Tensor3D {
  return tf.reshape(x, [x.shape[0], heads, x.shape[1] / heads]) as tf.Tensor3D;
}
