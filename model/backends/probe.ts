import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from '../backend';
import { uploadMatrix } from '../ops/matrix';
import { headLogits } from '../ops/read-out';
import { Normed } from '../ops/rms-norm';
import { rowsAt } from '../ops/rows';
import { NamedArray } from '../safetensors';
import type { KernelSource } from '../wasm/kernels';
import { probedByKernels } from '../wasm/probe';
import { BackendRefused } from './refused';

const SIZE = 40;
const ROWS = [3, 0, 39, 17];
const EPSILON = 1e-5;
const TOLERANCE = 1e-4;

/**
 * Runs a normed product, a softmax and a gather of rows on the current backend, by our own kernels where it has them.
 * @param kernels those that stand beside tfjs', which compute the same
 * @throws BackendRefused if any number is off
 */
export async function checkNumbers(backend: BackendName, kernels?: KernelSource): Promise<void> {
  const left = Float32Array.from({ length: SIZE * SIZE }, (_, i) => Math.sin(i));
  const right = Float32Array.from({ length: SIZE * SIZE }, (_, i) => Math.cos(i * 0.7));
  const found = tf.tidy(() => {
    const x = new Normed(tf.tensor2d(left, [SIZE, SIZE]), tf.ones([SIZE]), EPSILON, tf.scalar(EPSILON));
    const product = headLogits(x, uploadMatrix(new NamedArray([SIZE, SIZE], 'F32', right, null)));
    return rowsAt(tf.softmax(product) as tf.Tensor2D, ROWS);
  });
  const computed = [await found.data<'float32'>()];
  found.dispose();
  if (kernels) computed.push(probedByKernels(kernels, { size: SIZE, left, right, eps: EPSILON, rows: ROWS }));
  const expected = ROWS.flatMap((row) => softmax(productRow(normed(left, row), right)));
  for (const values of computed) {
    const off = expected.findIndex((value, i) => !(Math.abs(value - values[i]!) < TOLERANCE));
    if (off < 0) continue;
    const sentence = `it computes wrong numbers (${values[off]} instead of ${expected[off]!.toFixed(6)})`;
    throw new BackendRefused(backend, { why: 'wrong-numbers' }, sentence);
  }
}

function normed(matrix: Float32Array, row: number): number[] {
  const values = [...matrix.subarray(row * SIZE, (row + 1) * SIZE)];
  const squares = values.reduce((sum, value) => sum + value * value, 0);
  return values.map((value) => value / Math.sqrt(squares / SIZE + EPSILON));
}

function productRow(left: readonly number[], right: Float32Array): number[] {
  return Array.from({ length: SIZE }, (_, column) =>
    left.reduce((sum, value, k) => sum + value * right[column * SIZE + k]!, 0),
  );
}

function softmax(logits: readonly number[]): number[] {
  const top = Math.max(...logits);
  const exps = logits.map((logit) => Math.exp(logit - top));
  const total = exps.reduce((sum, exp) => sum + exp, 0);
  return exps.map((exp) => exp / total);
}
