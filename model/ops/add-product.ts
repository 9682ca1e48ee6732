import * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens } from '../active-tokens';
import { fusedOp } from './fused';
import type { Matrix } from './matrix';

export interface AddProductAttributes {
  readonly weight: Matrix;
  /** Tokens at most. */
  readonly room: number;
}

/** h has all rows of the pass, x those that `list` names. */
export interface AddProductInputs {
  readonly h: tf.Tensor2D;
  readonly x: tf.Tensor2D;
  readonly list: tf.Tensor1D;
}

export const ADD_PRODUCT = fusedOp<AddProductInputs, AddProductAttributes, [tf.Tensor2D]>('MorAddProduct');

/** h + x weight, a residual connection: h (tokens, hiddenSize), x (tokens, inner), weight (inner, hiddenSize). */
export function addProduct(
  h: tf.Tensor2D,
  x: tf.Tensor2D,
  weight: Matrix,
  tokens: ActiveTokens,
): tf.Tensor2D {
  if (ADD_PRODUCT.here()) {
    const { list, room } = tokens;
    return ADD_PRODUCT.run({ h, x, list }, { weight, room })[0];
  }
  return tf.tidy(() => tf.add(h, tf.matMul(x, weight.tensor)) as tf.Tensor2D);
}
