import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Backend, openBackend } from '../backend';
import { nodeBackendOptions } from '../testing/node-backends';
import { currentGpu } from './gpu';
import type { Program } from './program';

let backend: Backend;
beforeAll(async () => {
  backend = await openBackend('webgpu', await nodeBackendOptions('webgpu'));
});
afterAll(() => backend.dispose());

/** Two outputs of one dispatch: x + by and x * by. */
const SUM_AND_PRODUCT: Program = {
  name: 'test-sum-and-product',
  code: `
struct Uniforms { by: f32 }
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> sum: array<f32>;
@group(0) @binding(2) var<storage, read_write> product: array<f32>;
@group(0) @binding(3) var<uniform> uniforms: Uniforms;
@compute @workgroup_size(4)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&x)) { return; }
  sum[id.x] = x[id.x] + uniforms.by;
  product[id.x] = x[id.x] * uniforms.by;
}`,
};

test('a program of our own stands between tfjs operations, in one pass', async () => {
  const gpu = currentGpu();
  const before = tf.memory().numTensors;
  const found = tf.tidy(() => {
    const x = tf.add(tf.tensor1d([1, 2, 3, 4, 5]), 1);
    const [sum, product] = [gpu.tensor<tf.Rank.R1>([5]), gpu.tensor<tf.Rank.R1>([5])];
    gpu.dispatch(SUM_AND_PRODUCT, [x, sum, product], [2], Float32Array.of(10));
    return tf.sub(product, sum);
  });
  expect([...(await found.data())]).toEqual([2, 3, 4, 5, 6].map((x) => x * 10 - (x + 10)));
  found.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('uniforms of one submit do not touch each other, and their buffers come back', async () => {
  const gpu = currentGpu();
  const x = tf.tensor1d([1, 2]);
  const run = async () => {
    const outs = [3, 4, 5].map((by) => {
      const [sum, product] = [gpu.tensor<tf.Rank.R1>([2]), gpu.tensor<tf.Rank.R1>([2])];
      gpu.dispatch(SUM_AND_PRODUCT, [x, sum, product], [1], Float32Array.of(by));
      sum.dispose();
      return product;
    });
    const values = await Promise.all(outs.map(async (out) => [...(await out.data())]));
    tf.dispose(outs);
    return values;
  };
  const allocated = () =>
    (tf.memory() as tf.MemoryInfo & { numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU;
  const first = await run();
  const early = allocated();
  expect(first).toEqual([
    [3, 6],
    [4, 8],
    [5, 10],
  ]);
  for (let i = 0; i < 5; i++) expect(await run()).toEqual(first);
  expect(allocated()).toBe(early);
  x.dispose();
});

test('what is on another backend has no programs', async () => {
  const cpu = await openBackend('cpu');
  expect(() => currentGpu()).toThrow(/webgpu/);
  cpu.dispose();
  await tf.setBackend('webgpu');
});
