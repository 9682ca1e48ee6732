import * as tf from '@tensorflow/tfjs-core';
import { fusedOp } from './fused';
import type { Matrix } from './matrix';
import { upload } from './upload';

export const LOOK_UP = fusedOp<{ readonly ids: tf.Tensor1D }, { readonly embedding: Matrix }, [tf.Tensor2D]>(
  'MorLookUp',
);

/** States of tokens (tokens, hiddenSize); embedding (hiddenSize, vocabSize), every id in its range. */
export function lookUp(ids: Int32Array, embedding: Matrix): tf.Tensor2D {
  return tf.tidy(() => {
    const named = upload<tf.Rank.R1>(Int32Array.from(ids), [ids.length]);
    if (LOOK_UP.here()) return LOOK_UP.run({ ids: named }, { embedding })[0];
    return tf.transpose(tf.gather(embedding.tensor, named, 1)) as tf.Tensor2D;
  });
}
