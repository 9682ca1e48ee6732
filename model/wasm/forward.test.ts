import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Backend, openBackend } from '../backend';
import { type KvCacheType, servedConfig } from '../config';
import { panelsOf, tensorsOf } from '../held-weights';
import { analyze, attention, loadModel } from '../model';
import { observedAttention } from '../observed-attention';
import { nodeBackendOptions } from '../testing/node-backends';
import { largestDifference } from '../testing/parity';
import { type ConfigJson, MEMBERS, randomModel } from '../testing/random-model';
import type { SelectionRule } from '../trace';
import { forward } from '../transformer';
import { uploadWeights } from '../weights';
import { attentionByRows } from './attention';
import { forwardByRows } from './forward';

const TOLERANCE = 1e-4;
const LENGTH = 37;

let backend: Backend;
beforeAll(async () => {
  backend = await openBackend('wasm', await nodeBackendOptions('wasm'));
});
afterAll(() => backend.dispose());

function idsOf(length: number): Int32Array {
  return Int32Array.from({ length }, (_, t) => (t * 37 + 11) % 256);
}

/** All that the two forms leave of one text. */
async function holdEqual(json: ConfigJson, rule: SelectionRule, kvCache?: KvCacheType): Promise<void> {
  const files = randomModel(json);
  const model = loadModel(backend, 'test', files);
  const plain = loadModel(backend, 'test', files, uploadWeights);
  const config = servedConfig(model.config, kvCache);
  const ids = idsOf(LENGTH);
  const ours = await forwardByRows(model, config, ids, rule);
  const theirs = await forward(tensorsOf(plain), config, ids, { rule, mark: () => backend.mark() });
  expect([...ours.depth]).toEqual([...theirs.depth]);
  expect(ours.passes).toEqual(theirs.passes);
  expect(ours.marks).toHaveLength(theirs.marks.length);
  expect(largestDifference(ours.logits, await theirs.logits.data())).toBeLessThan(TOLERANCE);
  expect(ours.recursions).toHaveLength(theirs.recursions.length);
  for (const [r, found] of ours.recursions.entries()) {
    const expected = theirs.recursions[r]!;
    expect(found.recursion).toBe(expected.recursion);
    expect([...found.candidates]).toEqual([...expected.candidates]);
    expect([...found.selected]).toEqual([...expected.selected]);
    expect(found.threshold).toBe(expected.threshold);
    for (const figure of ['routerLogits', 'scores', 'gates'] as const) {
      expect(largestDifference(found[figure], expected[figure])).toBeLessThan(TOLERANCE);
    }
    const [predicted, plainly] = [await ours.predictedAfter(r + 1), await theirs.predictedAfter(r + 1)];
    expect(largestDifference(predicted, plainly)).toBeLessThan(TOLERANCE);
  }
  for (let layer = 0; layer < config.numHiddenLayers; layer++) {
    const { weights, ...found } = await attentionByRows(model, config, ids, rule, layer);
    const { weights: shares, ...seen } = await observedAttention(tensorsOf(plain), config, ids, rule, layer);
    expect(found).toEqual(seen);
    expect(largestDifference(weights, shares)).toBeLessThan(TOLERANCE);
  }
  for (const owner of [ours, theirs, model, plain]) owner.dispose();
}

describe.each(['threshold', 'topk'] as const)('under %s, the whole of what tfjs leaves of a text', (rule) => {
  test.each(Object.keys(MEMBERS))('%s', async (name) => {
    await holdEqual(MEMBERS[name]!, rule);
  });
});

test('under a cache the model was not trained with', async () => {
  await holdEqual(MEMBERS.expert!, 'threshold', 'recursive_sharing');
});

test('runs of all lengths use one memory after another', async () => {
  const model = loadModel(backend, 'test', randomModel(MEMBERS['expert-mlp']!));
  const run = (length: number) => analyze(model, { ids: [...idsOf(length)], rule: 'topk', readouts: true });
  await run(48);
  const { byteLength } = panelsOf(model).kernels.memory.buffer;
  for (let length = 1; length <= 48; length++) await run(length);
  expect(panelsOf(model).kernels.memory.buffer.byteLength).toBe(byteLength);
  model.dispose();
});

test.each(['vanilla', 'expert', 'token-shared', 'expert-mlp'])(
  '%s holds its weights once, and gives them back',
  async (name) => {
    const before = tf.memory();
    const model = loadModel(
      backend,
      'test',
      randomModel({ ...MEMBERS[name]!, hidden_size: 64, intermediate_size: 96 }),
    );
    const { kernels } = panelsOf(model);
    const { numTensors, numBytes } = tf.memory();
    expect({ numTensors, numBytes }).toEqual({ numTensors: before.numTensors, numBytes: before.numBytes });
    // Beside them: the addresses, the angles, and the router's outputs padded.
    const weights = 4 * model.parameters;
    expect(kernels.held).toBeGreaterThanOrEqual(weights);
    expect(kernels.held).toBeLessThan(1.2 * weights);

    const { held } = kernels;
    await analyze(model, { ids: [...idsOf(12)], rule: 'threshold', readouts: true });
    await attention(model, { ids: [...idsOf(12)], rule: 'threshold', layer: 1 });
    expect(kernels.held).toBe(held);
    expect(tf.memory().numBytes).toBe(before.numBytes);
    model.dispose();
    expect(kernels.held).toBe(0);
  },
);
