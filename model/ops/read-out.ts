import * as tf from '@tensorflow/tfjs-core';
import { fusedOp } from './fused';
import type { Matrix } from './matrix';
import type { Normed } from './rms-norm';

export interface ReadOutInputs {
  readonly x: tf.Tensor2D;
  readonly norm: tf.Tensor1D;
}

export interface ReadOutAttributes {
  readonly head: Matrix;
  readonly epsilon: number;
}

export const READ_OUT = fusedOp<ReadOutInputs, ReadOutAttributes, [tf.Tensor2D]>('MorReadOut');

/** The final norm and the head (hiddenSize, vocabSize): logits (tokens, vocabSize). */
export function headLogits(x: Normed, head: Matrix): tf.Tensor2D {
  if (READ_OUT.here()) {
    return READ_OUT.run({ x: x.x, norm: x.weight }, { head, epsilon: x.epsilon })[0];
  }
  return tf.matMul(x.value, head.tensor);
}
