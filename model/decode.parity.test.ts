import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Backend, openBackend } from './backend';
import { kvEntries, kvEntriesRead } from './cost';
import { analyze, loadModel, type Model } from './model';
import { likeliestAt, writeGreedily } from './testing/decoding';
import { readModelFolder } from './testing/fixtures';
import { nodeBackendOptions } from './testing/node-backends';
import { largestDifference } from './testing/parity';

const NANO = fileURLToPath(new URL('../public/models/nano/', import.meta.url));
const MEMBERS = readdirSync(NANO).sort();
/** tfjs' number of its program for small products. */
const SMALL_OUTPUT = 2;
const PROMPT = 'Once upon a time';

/** spec 10.2 e: what is written with a cache is what the whole text gives in one pass. On webgpu one member will do. */
describe.each([
  ['wasm', MEMBERS, 200],
  ['cpu', MEMBERS, 12],
  ['webgpu', ['mor-expert'], 12],
] as const)('decoding on %s', (name, members, length) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await openBackend(name, await nodeBackendOptions(name));
    // The program that tfjs takes for so few rows is the one a software adapter is slowest at.
    if (name === 'webgpu') tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', SMALL_OUTPUT);
  });
  afterAll(() => backend.dispose());

  test('is tested with what is shipped', () => {
    expect(MEMBERS).toContain('vanilla');
  });

  test.each(members)('%s: the same tokens, depths, logits and costs as the full pass', async (member) => {
    const model = loadModel(backend, member, readModelFolder(join(NANO, member)));
    await holdEqual(model, length);
    model.dispose();
  });
});

async function holdEqual(model: Model, length: number): Promise<void> {
  const prompt = model.tokenizer.encode(PROMPT).map(({ id }) => id);
  const written = await writeGreedily(model, prompt, length);
  const { ids } = written;
  const { trace, logits } = await analyze(model, { ids, rule: 'threshold' });
  expect(written.depth).toEqual([...trace.depth]);
  expect(largestDifference(written.logits, logits)).toBeLessThan(1e-3);
  const likeliest = ids.map((_, place) => likeliestAt(logits, place, model.config.vocabSize));
  expect(likeliest.slice(prompt.length - 1, -1)).toEqual(ids.slice(prompt.length));
  expect(written.live).toBe(kvEntries(trace));
  expect(kvEntriesRead(written)).toBe(kvEntriesRead(trace));
}
