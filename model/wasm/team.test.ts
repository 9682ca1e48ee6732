import { afterEach, describe, expect, test } from 'vitest';
import { type Backend, openBackend } from '../backend';
import type { KvCacheType } from '../config';
import { panelsOf } from '../held-weights';
import { analyze, attention, loadModel, type Model } from '../model';
import { nodeBackendOptions, nodeHelpers } from '../testing/node-backends';
import { MEMBERS, randomModel } from '../testing/random-model';
import type { SelectionRule } from '../trace';
import { openWasmRowEngine } from './row-engine';
import { FEWEST, type Helper, type Helpers } from './team';

const open: Backend[] = [];
afterEach(() => {
  for (const backend of open.splice(0)) backend.dispose();
});

/** One backend of each number of threads. */
async function backendsOf(...threads: number[]): Promise<Backend[]> {
  for (const count of threads) open.push(await openBackend('wasm', await nodeBackendOptions('wasm', count)));
  return open;
}

function idsOf(length: number): number[] {
  return Array.from({ length }, (_, t) => (t * 37 + 11) % 256);
}

/** All that a text leaves, to the bit. */
async function leftBy(model: Model, length: number, rule: SelectionRule, kvCache?: KvCacheType) {
  const ids = idsOf(length);
  const { trace, logits } = await analyze(model, { ids, rule, kvCache, readouts: true });
  const { weights } = await attention(model, { ids, rule, kvCache, layer: 2 });
  const { ms, ...said } = trace;
  return { logits, weights, said: { ...said, recursions: said.recursions.map(({ ms, ...round }) => round) } };
}

describe('however many threads compute, every number is the same to the bit', () => {
  test.each(Object.keys(MEMBERS))('%s: texts of every length', async (name) => {
    const backends = await backendsOf(1, 2, 3);
    expect(backends.map(({ kernels }) => kernels!.threads)).toEqual([1, 2, 3]);
    const [one, ...more] = backends.map((backend) => loadModel(backend, 'test', randomModel(MEMBERS[name]!)));
    for (const rule of ['threshold', 'topk'] as const) {
      for (const length of [1, FEWEST - 1, FEWEST, 9, 18, 31, 47, 48]) {
        const expected = await leftBy(one!, length, rule);
        for (const model of more) expect(await leftBy(model, length, rule)).toEqual(expected);
      }
    }
  });

  test('under a cache the model was not trained with', async () => {
    const [one, two] = (await backendsOf(1, 2)).map((backend) =>
      loadModel(backend, 'test', randomModel(MEMBERS.expert!)),
    );
    expect(await leftBy(two!, 33, 'threshold', 'recursive_sharing')).toEqual(
      await leftBy(one!, 33, 'threshold', 'recursive_sharing'),
    );
  });

  test('rows of many texts at many depths, in any order', async () => {
    const written = (await backendsOf(1, 3)).map(async (backend) => {
      const model = loadModel(backend, 'test', randomModel(MEMBERS['expert-shared']!));
      const engine = openWasmRowEngine(model, { texts: 7, context: 16, rows: 32 });
      const rows = Int32Array.from({ length: 21 }, (_, row) => row);
      const found: ArrayLike<number>[] = [];
      // Each text with two tokens in its first step, one in its second; a third of them stays behind every time.
      for (let step = 0; step < 3; step++) {
        const entering = rows.filter((row) => step === 0 || row % 3 === 0);
        const { scores } = await engine.enter({
          rows: entering,
          texts: entering.map((row) => Math.floor(row / 3)),
          positions: entering.map((row) => (step === 0 ? row % 3 : 2 + step)),
          ids: entering.map((row) => (row * 31 + step) % 256),
        });
        found.push(scores.slice());
        const first = await engine.recur(entering, new Int32Array(entering.length).fill(1));
        found.push(first.scores.slice());
        const on = entering.filter((_, i) => i % 3 !== 2);
        found.push((await engine.recur(on, new Int32Array(on.length).fill(2))).scores.slice());
        const everyPlace = Int32Array.from(entering.keys());
        found.push(await engine.leave(entering, everyPlace));
      }
      engine.dispose();
      return found;
    });
    const [one, three] = await Promise.all(written);
    expect(three).toEqual(one);
  });
});

test('models share one memory: it grows under the threads, and what was given back is used again', async () => {
  const [backend] = await backendsOf(2);
  const small = loadModel(backend!, 'test', randomModel(MEMBERS.vanilla!));
  const { memory } = panelsOf(small).kernels;
  const before = await leftBy(small, 40, 'threshold');
  const size = memory.buffer.byteLength;
  const large = () =>
    loadModel(backend!, 'test', randomModel({ ...MEMBERS.token!, hidden_size: 200, intermediate_size: 500 }));
  const first = large();
  const found = await leftBy(first, 40, 'threshold');
  expect(memory.buffer.byteLength).toBeGreaterThan(size);
  expect(panelsOf(first).kernels.memory).toBe(memory);
  expect(await leftBy(small, 40, 'threshold')).toEqual(before);
  first.dispose();
  expect(panelsOf(first).kernels.held).toBe(0);
  const grown = memory.buffer.byteLength;
  const second = large();
  expect(await leftBy(second, 40, 'threshold')).toEqual(found);
  expect(memory.buffer.byteLength).toBe(grown);
});

/** Helpers whose threads can be ended under the team, and that are waited for less long. */
function mortal(threads: number, patience: number) {
  const helpers = nodeHelpers(threads);
  const living: Helper[] = [];
  /** What the team asked for: each is done when the thread is really gone. */
  const ended: unknown[] = [];
  return {
    threads,
    patience,
    ended,
    async start(...task: Parameters<Helpers['start']>) {
      const helper = await helpers.start(...task);
      living.push(helper);
      return { terminate: () => ended.push(helper.terminate()) };
    },
    kill: () => Promise.all(living.map((helper) => helper.terminate())),
  };
}

async function openWith(helpers: Helpers): Promise<Backend> {
  const backend = await openBackend('wasm', { ...(await nodeBackendOptions('wasm')), helpers });
  open.push(backend);
  return backend;
}

test('a thread that does not come back fails the run and all after it, and does not hang them', async () => {
  const helpers = mortal(3, 200);
  const backend = await openWith(helpers);
  const model = loadModel(backend, 'test', randomModel(MEMBERS.expert!));
  await leftBy(model, 20, 'threshold');
  expect(await backend.loss()).toBeNull();
  await helpers.kill();
  await expect(leftBy(model, 20, 'threshold')).rejects.toMatchObject({ code: 'E-WORKER' });
  expect(await backend.loss()).toMatchObject({ code: 'E-WORKER' });
  await expect(leftBy(model, 20, 'threshold')).rejects.toMatchObject({ code: 'E-WORKER' });
  // The other may be alive still, and must not write any more.
  expect(helpers.ended).toHaveLength(2);
});

test('threads that do not start leave the work to one', async () => {
  const backend = await openWith({ threads: 2, start: () => Promise.reject(new Error('no thread for you')) });
  expect(backend.kernels!.threads).toBe(1);
  const model = loadModel(backend, 'test', randomModel(MEMBERS.expert!));
  expect((await leftBy(model, 20, 'threshold')).logits).toHaveLength(20 * 256);
});

test('a backend that is closed ends its threads', async () => {
  const helpers = mortal(3, 200);
  const backend = await openWith(helpers);
  backend.dispose();
  await expect.poll(() => helpers.ended).toHaveLength(2);
  expect(await Promise.all(helpers.ended)).toEqual([1, 1]);
});
