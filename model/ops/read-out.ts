import * as tf from '@tensorflow/tfjs-core';
import { fusedOp } from './fused';
import type { Normed } from './rms-norm';

export interface ReadOutInputs {
  readonly x: tf.Tensor2D;
  readonly norm: tf.Tensor1D;
  readonly head: tf.Tensor2D;
}

export const READ_OUT = fusedOp<ReadOutInputs, { readonly epsilon: number }, [tf.Tensor2D]>('MorReadOut');

/** The final norm and the head (hiddenSize, vocabSize): logits (tokens, vocabSize). */
export function headLogits(x: Normed, head: tf.Tensor2D): tf.Tensor2D {
  if (READ_OUT.here()) {
    return READ_OUT.run({ x: x.x, norm: x.weight, head }, { epsilon: x.epsilon })[0];
  }
  return tf.matMul(x.value, head);
}
