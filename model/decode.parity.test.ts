import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Backend, openBackend } from './backend';
import { kvEntries, kvEntriesRead } from './cost';
import { Writing } from './generate';
import { analyze, loadModel, type Model } from './model';
import { likeliestAt, writeGreedily } from './testing/decoding';
import { readModelFolder } from './testing/fixtures';
import { nodeBackendOptions } from './testing/node-backends';
import { largestDifference } from './testing/parity';
import { MEMBERS, randomModel } from './testing/random-model';
import { uploadWeights } from './weights';

const NANO = fileURLToPath(new URL('../public/models/nano/', import.meta.url));
const SHIPPED = readdirSync(NANO).sort();
const PROMPT = 'Once upon a time';
/** Under top-k every token goes all the way, so that every step is the same work. */
const GREEDY = { rule: 'topk', temperature: 0, topK: 0, topP: 1, seed: 1 } as const;

/** spec 9.2 e: what is written with a cache is what the whole text gives in one pass. On webgpu one member will do. */
describe.each([
  ['wasm', SHIPPED, 200],
  ['cpu', SHIPPED, 12],
  ['webgpu', ['mor-expert'], 12],
] as const)('decoding on %s', (name, members, length) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await openBackend(name, await nodeBackendOptions(name));
  });
  afterAll(() => backend.dispose());

  test('is tested with what is shipped', () => {
    expect(SHIPPED).toContain('vanilla');
  });

  test.each(members)('%s: the same tokens, depths, logits and costs as the full pass', async (member) => {
    const files = readModelFolder(join(NANO, member));
    const model = loadModel(backend, member, files);
    const plain = loadModel(backend, member, files, uploadWeights);
    await holdEqual(model, plain, length);
    model.dispose();
    plain.dispose();
  });
});

test('on webgpu no buffer is allocated for a longer text', async () => {
  const backend = await openBackend('webgpu', await nodeBackendOptions('webgpu'));
  const model = loadModel(backend, 'test', randomModel(MEMBERS.expert!));
  const { writing } = await Writing.begin(model, { ...GREEDY, text: PROMPT });
  const allocated = () =>
    (tf.memory() as tf.MemoryInfo & { numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU;
  for (let i = 0; i < 3; i++) await writing.next();
  const early = allocated();
  for (let i = 0; i < 6; i++) await writing.next();
  expect(allocated()).toBe(early);
  writing.dispose();
  model.dispose();
  backend.dispose();
});

/** plain: the model as tfjs' form reads it, which writes. */
async function holdEqual(model: Model, plain: Model, length: number): Promise<void> {
  const prompt = model.tokenizer.encode(PROMPT).map(({ id }) => id);
  const written = await writeGreedily(plain, prompt, length);
  const { ids } = written;
  const { trace, logits } = await analyze(model, { ids, rule: 'threshold' });
  expect(written.depth).toEqual([...trace.depth]);
  expect(largestDifference(written.logits, logits)).toBeLessThan(1e-3);
  const likeliest = ids.map((_, place) => likeliestAt(logits, place, model.config.vocabSize));
  expect(likeliest.slice(prompt.length - 1, -1)).toEqual(ids.slice(prompt.length));
  expect(written.live).toBe(kvEntries(trace));
  expect(kvEntriesRead(written)).toBe(kvEntriesRead(trace));
}
