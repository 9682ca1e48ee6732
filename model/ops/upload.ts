import * as tf from '@tensorflow/tfjs-core';
import { fusedOp } from './fused';

/** Numbers of the host. */
export type HostValues = Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

export interface UploadAttributes {
  readonly values: HostValues;
  readonly shape: readonly number[];
}

export const UPLOAD = fusedOp<Record<string, never>, UploadAttributes, [tf.Tensor]>('MorUpload');

/** A tensor of numbers that the host made. tfjs itself makes a buffer more for each, and throws it away. */
export function upload<R extends tf.Rank>(values: HostValues, shape: tf.ShapeMap[R]): tf.Tensor<R> {
  if (UPLOAD.here()) return UPLOAD.run({}, { values, shape })[0] as tf.Tensor<R>;
  return tf.tensor(values, shape, values instanceof Int32Array ? 'int32' : 'float32');
}
