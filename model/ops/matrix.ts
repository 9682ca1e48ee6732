import * as tf from '@tensorflow/tfjs-core';
import type { NamedArray } from '../safetensors';
import { columnOrder, type Packing, pack } from './pack';
import { UPLOAD, upload } from './upload';

/**
 * A matrix of weights (rows, columns) on the device, for products from the left. Our own kernels read it packed as the file
 * holds it (`matrix.wgsl.ts`), tfjs takes float32.
 */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly form: 'plain' | Packing;
  /** Plain: float32 (rows, columns). Packed: words, int32 (`pack.ts`). */
  readonly tensor: tf.Tensor2D;
  /** What its numbers are still to be multiplied by; 1 where it is plain. */
  readonly factor: number;
}

/** What a matrix is made into as it is uploaded. */
export interface MatrixOptions {
  /** On every number of it. */
  readonly factor?: number;
  /** Where columns are of heads that are rotated, their width: kernels want the two that turn into each other side by side. */
  readonly rotated?: number;
}

/** Of a checkpoint's array (columns, rows), on the current backend. */
export function uploadMatrix(array: NamedArray, { factor = 1, rotated }: MatrixOptions = {}): Matrix {
  const [columns, rows] = array.shape as [number, number];
  if (UPLOAD.here()) {
    const packed = pack(array, factor, columnOrder(columns, rotated));
    const tensor = upload<tf.Rank.R2>(packed.words, packed.shape);
    return { rows, columns, form: packed.form, tensor, factor: packed.factor };
  }
  return { rows, columns, form: 'plain', tensor: plainMatrix(array, factor), factor: 1 };
}

/** (columns, rows) as stored to float32 (rows, columns). */
export function plainMatrix({ shape, data }: NamedArray, factor = 1): tf.Tensor2D {
  const [columns, rows] = shape as [number, number];
  const out = new Float32Array(data.length);
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) out[row * columns + column] = data[column * rows + row]! * factor;
  }
  return tf.tensor2d(out, [rows, columns]);
}
