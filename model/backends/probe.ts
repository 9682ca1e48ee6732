import * as tf from '@tensorflow/tfjs-core';
import { rowsAt } from '../ops/rows';

const SIZE = 40;
const ROWS = [3, 0, 39, 17];
const TOLERANCE = 1e-4;

/** Runs a product, a softmax and a gather of rows on the current backend; throws if any number is off. */
export async function checkNumbers(): Promise<void> {
  const left = Float32Array.from({ length: SIZE * SIZE }, (_, i) => Math.sin(i));
  const right = Float32Array.from({ length: SIZE * SIZE }, (_, i) => Math.cos(i * 0.7));
  const found = tf.tidy(() => {
    const product = tf.matMul(tf.tensor2d(left, [SIZE, SIZE]), tf.tensor2d(right, [SIZE, SIZE]));
    return rowsAt(tf.softmax(product) as tf.Tensor2D, ROWS);
  });
  const values = await found.data();
  found.dispose();
  const expected = ROWS.flatMap((row) => softmax(productRow(left, right, row)));
  const off = expected.findIndex((value, i) => !(Math.abs(value - values[i]!) < TOLERANCE));
  if (off >= 0)
    throw new Error(`it computes wrong numbers (${values[off]} instead of ${expected[off]!.toFixed(6)})`);
}

function productRow(left: Float32Array, right: Float32Array, row: number): number[] {
  return Array.from({ length: SIZE }, (_, column) => {
    let sum = 0;
    for (let k = 0; k < SIZE; k++) sum += left[row * SIZE + k]! * right[k * SIZE + column]!;
    return sum;
  });
}

function softmax(logits: readonly number[]): number[] {
  const top = Math.max(...logits);
  const exps = logits.map((logit) => Math.exp(logit - top));
  const total = exps.reduce((sum, exp) => sum + exp, 0);
  return exps.map((exp) => exp / total);
}
