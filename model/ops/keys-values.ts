import * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens } from '../active-tokens';
import type { KeysValues } from '../cache/kv-cache';
import { fusedOp } from './fused';
import type { Matrix } from './matrix';
import { byHead } from './queries';
import type { Normed } from './rms-norm';
import { rotate } from './rope';

export interface KeysValuesAttributes extends KeysValuesWeights {
  readonly heads: number;
  readonly epsilon: number;
  /** Tokens at most. */
  readonly room: number;
}

/** Each (hiddenSize, kvHeads * headDim). */
export interface KeysValuesWeights {
  readonly key: Matrix;
  readonly value: Matrix;
}

/** x and angles have all rows of the pass, `list` says which take part. */
export interface KeysValuesInputs {
  readonly x: tf.Tensor2D;
  readonly norm: tf.Tensor1D;
  readonly angles: tf.Tensor2D;
  readonly list: tf.Tensor1D;
}

export const KEYS_VALUES = fusedOp<KeysValuesInputs, KeysValuesAttributes, [tf.Tensor3D, tf.Tensor3D]>(
  'MorKeysValues',
);

/** RMSNorm, projections, the keys rotated. */
export function keysValues(
  x: Normed,
  weights: KeysValuesWeights,
  heads: number,
  tokens: ActiveTokens,
): KeysValues {
  if (KEYS_VALUES.here()) {
    const { list, room, stretch } = tokens;
    const { key, value } = weights;
    const inputs = { x: x.x, norm: x.weight, angles: stretch.angles, list };
    const attributes = { key, value, heads, epsilon: x.epsilon, room };
    const [keys, values] = KEYS_VALUES.run(inputs, attributes);
    return { keys, values };
  }
  const key = rotate(byHead(tf.matMul(x.value, weights.key.tensor), heads), tokens.rotation);
  const value = byHead(tf.matMul(x.value, weights.value.tensor), heads);
  return { keys: tf.transpose(key, [1, 2, 0]), values: tf.transpose(value, [1, 0, 2]) };
}
