import * as tf from '@tensorflow/tfjs-core';

/** Which rows to take: (rows, 1) int32, as gatherND wants it. */
export type RowIndex = tf.Tensor2D;

export function rowIndex(rows: ArrayLike<number>): RowIndex {
  return tf.tensor2d(Int32Array.from(rows), [rows.length, 1], 'int32');
}

/**
 * The rows of x (rows, columns) that the index names, in its order: (index rows, columns).
 * gatherND, because it copies whole rows on every backend; tf.gather goes number by number on wasm, forty times slower.
 */
export function takeRows(x: tf.Tensor2D, index: RowIndex): tf.Tensor2D {
  return tf.gatherND(x, index) as tf.Tensor2D;
}

/** As `takeRows`, with rows named on the host. */
export function rowsAt(x: tf.Tensor2D, rows: ArrayLike<number>): tf.Tensor2D {
  return tf.tidy(() => takeRows(x, rowIndex(rows)));
}
