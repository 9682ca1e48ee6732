import * as tf from '@tensorflow/tfjs-core';
import { upload } from './upload';

/** Which rows to take: (rows, 1) int32, as gatherND wants it. */
export type RowIndex = tf.Tensor2D;

/** Uploads the rows' numbers. */
export function rowIndex(rows: ArrayLike<number>): RowIndex {
  return upload<tf.Rank.R2>(Int32Array.from(rows), [rows.length, 1]);
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

/** x (rows, columns) with others (at.length, columns) in place of the rows that `at` names, ascending: a new tensor. */
export function putRows(x: tf.Tensor2D, others: tf.Tensor2D, at: ArrayLike<number>): tf.Tensor2D {
  const [rows] = x.shape;
  if (at.length === rows) return tf.clone(others);
  const from = Int32Array.from({ length: rows }, (_, row) => row);
  for (let i = 0; i < at.length; i++) from[at[i]!] = rows + i;
  return tf.tidy(() => rowsAt(tf.concat([x, others], 0), from));
}
