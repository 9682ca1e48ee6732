import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Backend, openBackend } from '../backend';
import type { KvCacheType } from '../config';
import { analyze, loadModel, type Model } from '../model';
import { nodeBackendOptions } from '../testing/node-backends';
import { largestDifference } from '../testing/parity';
import { MEMBERS, randomModel } from '../testing/random-model';
import type { SelectionRule } from '../trace';
import { type Forward, forward } from '../transformer';
import { forwardByRows } from './forward';
import { packedModel } from './packed-model';

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
async function holdEqual(model: Model, rule: SelectionRule, kvCache: KvCacheType): Promise<void> {
  const config = { ...model.config, kvCache };
  const ids = idsOf(LENGTH);
  const ours = await forwardByRows(model, config, ids, rule);
  const theirs = await forward(model.weights, config, ids, { rule, mark: () => backend.mark() });
  expect([...ours.depth]).toEqual([...theirs.depth]);
  expect(ours.passes).toEqual(theirs.passes);
  expect(ours.marks).toHaveLength(theirs.marks.length);
  expect(await difference(ours, theirs, (run) => run.logits.clone())).toBeLessThan(TOLERANCE);
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
    expect(await difference(ours, theirs, (run) => run.statesAfter(r + 1))).toBeLessThan(TOLERANCE);
  }
  ours.dispose();
  theirs.dispose();
}

async function difference(
  ours: Forward,
  theirs: Forward,
  tensorOf: (run: Forward) => ReturnType<Forward['statesAfter']>,
): Promise<number> {
  const [found, expected] = [tensorOf(ours), tensorOf(theirs)];
  const largest = largestDifference(await found.data(), await expected.data());
  found.dispose();
  expected.dispose();
  return largest;
}

describe.each(['threshold', 'topk'] as const)('under %s, the whole of what tfjs leaves of a text', (rule) => {
  test.each(Object.keys(MEMBERS))('%s', async (name) => {
    const model = loadModel(backend, 'test', randomModel(MEMBERS[name]!));
    await holdEqual(model, rule, model.config.kvCache);
    model.dispose();
  });
});

test('under a cache the model was not trained with', async () => {
  const model = loadModel(backend, 'test', randomModel(MEMBERS.expert!));
  await holdEqual(model, 'threshold', 'recursive_sharing');
  model.dispose();
});

test('runs of all lengths use one memory after another', async () => {
  const model = loadModel(backend, 'test', randomModel(MEMBERS['expert-mlp']!));
  const run = (length: number) => analyze(model, { ids: [...idsOf(length)], rule: 'topk', readouts: true });
  await run(48);
  const { byteLength } = packedModel(model).kernels.memory.buffer;
  for (let length = 1; length <= 48; length++) await run(length);
  expect(packedModel(model).kernels.memory.buffer.byteLength).toBe(byteLength);
  model.dispose();
});
