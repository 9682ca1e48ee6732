import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, openBackend } from '../backend';
import type { KvCacheType } from '../config';
import { Writing } from '../generate';
import { loadModel, type Model } from '../model';
import { nodeBackendOptions } from '../testing/node-backends';
import { MEMBERS, randomModel } from '../testing/random-model';
import { batchThroughput } from './batch-throughput';
import { openBatch, type TogetherRequest } from './open-batch';
import type { Tick } from './tick';

let backend: Backend;
beforeAll(async () => {
  backend = await openBackend('wasm', await nodeBackendOptions('wasm'));
});
afterAll(() => backend.dispose());

const requests: fc.Arbitrary<TogetherRequest> = fc.record({
  prompts: fc.array(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 6 }),
  tokens: fc.integer({ min: 1, max: 12 }),
  policy: fc.constantFrom('depth', 'sequence'),
  slots: fc.integer({ min: 1, max: 6 }),
  temperature: fc.constantFrom(0, 0.9),
  topK: fc.constantFrom(0, 20),
  topP: fc.constantFrom(0.9, 1),
  seed: fc.nat(999),
});

async function together(model: Model, request: TogetherRequest) {
  const { batch } = await openBatch(model, request);
  const ticks: Tick[] = [];
  while (!batch.over) ticks.push(await batch.tick());
  const flops = batch.flops();
  batch.dispose();
  return { texts: batch.report(), ticks, flops };
}

/** The text on its own, and the FLOPs of what a batch reads of it: not the token that ends it, the prompt's head but once. */
async function alone(model: Model, request: TogetherRequest, place: number) {
  const { tokens, kvCache, temperature, topK, topP } = request;
  const sampling = { temperature, topK, topP, seed: request.seed + place };
  const text = request.prompts[place]!;
  const begun = await Writing.begin(model, { text, rule: 'threshold', kvCache, ...sampling });
  const steps = [await begun.writing.next()];
  while (steps.length < tokens && steps.at(-1)!.end === null) steps.push(await begun.writing.next());
  begun.writing.dispose();
  const read = steps.slice(0, -1);
  const head = 2 * model.config.hiddenSize * model.config.vocabSize;
  return {
    written: steps.map(({ token }) => token.id),
    depth: [...begun.promptDepth, ...read.map(({ depth }) => depth)],
    flops: begun.flops - (begun.prompt.length - 1) * head + read.reduce((sum, { flops }) => sum + flops, 0),
  };
}

async function holdEqual(model: Model, kvCache: KvCacheType | undefined): Promise<void> {
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const asked = { ...request, kvCache };
      const { texts, flops } = await together(model, asked);
      const each = [];
      for (const place of request.prompts.keys()) each.push(await alone(model, asked, place));
      expect(texts.map(({ written }) => written)).toEqual(each.map(({ written }) => written));
      expect(texts.map(({ depth }) => depth)).toEqual(each.map(({ depth }) => depth));
      expect(flops).toBeCloseTo(
        each.reduce((sum, text) => sum + text.flops, 0),
        3,
      );
    }),
    { numRuns: 8, seed: 11 },
  );
}

describe('texts written together on WASM', () => {
  it.each(Object.keys(MEMBERS))(
    'are those that %s writes alone, at the same depths and costs',
    async (member) => {
      const model = loadModel(backend, member, randomModel(MEMBERS[member]!));
      await holdEqual(model, undefined);
      const { kvCache } = model.config;
      const other = {
        recursion_wise: 'recursive_sharing',
        recursive_sharing: 'recursion_wise',
        full: null,
      } as const;
      if (other[kvCache] !== null) await holdEqual(model, other[kvCache]);
      model.dispose();
    },
  );

  it('tell how fast they were written', async () => {
    const model = loadModel(backend, 'expert', randomModel(MEMBERS.expert!));
    const request = { prompts: ['a cat', 'a dog', 'one'], tokens: 6, slots: 2, policy: 'depth' } as const;
    const found = await batchThroughput(model, { ...request, temperature: 0, topK: 0, topP: 1, seed: 1 });
    expect(found.written).toBe(18);
    expect(found.tokensPerSecond).toBeGreaterThan(0);
    expect(found.slotsInUse).toBeGreaterThan(1);
    expect(found.ticks).toBeGreaterThan(18);
    model.dispose();
  });
});
