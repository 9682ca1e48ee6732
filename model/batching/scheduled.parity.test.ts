import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type BackendName, openBackend } from '../backend';
import type { KvCacheType } from '../config';
import { loadModel } from '../model';
import { nodeBackendOptions } from '../testing/node-backends';
import { MEMBERS, randomModel } from '../testing/random-model';
import { openBatch, type TogetherRequest } from './open-batch';
import type { TextReport } from './texts';
import type { Policy, Tick } from './tick';

/** Every member whose recursions share their layers, and its other cache. */
const CASES: readonly (readonly [member: string, kvCache?: KvCacheType])[] = [
  ['vanilla'],
  ['recursive'],
  ['recursive-shared'],
  ['expert'],
  ['expert', 'recursive_sharing'],
  ['expert-mlp'],
  ['token'],
  ['token-shared', 'recursion_wise'],
  ['token-shared'],
  ['random'],
];
const POLICIES = ['depth', 'sequence'] as const;

const requests: fc.Arbitrary<TogetherRequest> = fc.record({
  prompts: fc.array(fc.string({ minLength: 1, maxLength: 14 }), { minLength: 1, maxLength: 7 }),
  tokens: fc.integer({ min: 1, max: 8 }),
  policy: fc.constantFrom(...POLICIES),
  slots: fc.integer({ min: 1, max: 5 }),
  temperature: fc.constantFrom(0, 0.9),
  topK: fc.constantFrom(0, 20),
  topP: fc.constantFrom(0.9, 1),
  seed: fc.nat(999),
});

interface Told {
  readonly texts: readonly TextReport[];
  readonly ticks: readonly Omit<Tick, 'ms'>[];
  readonly flops: number;
}

/** What a backend's batches tell, by case and run. */
async function tellAll(name: BackendName): Promise<ReadonlyMap<string, Told>> {
  const backend = await openBackend(name, await nodeBackendOptions(name));
  const all = new Map<string, Told>();
  for (const [member, kvCache] of CASES) {
    const model = loadModel(backend, member, randomModel(MEMBERS[member]!));
    const asked = fc.sample(requests, { numRuns: POLICIES.length, seed: 7 });
    for (const [i, policy] of POLICIES.entries()) {
      const { batch } = await openBatch(model, { ...asked[i]!, policy, kvCache });
      const ticks: Omit<Tick, 'ms'>[] = [];
      while (!batch.over) {
        const { ms, ...tick } = await batch.tick();
        expect(ms).toBeGreaterThan(0);
        ticks.push(tick);
      }
      all.set(titleOf(member, kvCache, policy), { texts: batch.report(), ticks, flops: batch.flops() });
      batch.dispose();
    }
    model.dispose();
  }
  backend.dispose();
  return all;
}

function titleOf(member: string, kvCache: KvCacheType | undefined, policy: Policy): string {
  return `${member}${kvCache ? ` under ${kvCache}` : ''}, by ${policy}`;
}

describe('the device schedules a batch as the host does', () => {
  let host: ReadonlyMap<string, Told>;
  let device: ReadonlyMap<string, Told>;
  beforeAll(async () => {
    host = await tellAll('wasm');
    device = await tellAll('webgpu');
  }, 300_000);

  const titles = CASES.flatMap(([member, kvCache]) =>
    POLICIES.map((policy) => titleOf(member, kvCache, policy)),
  );
  test.each(titles)('%s', (title) => {
    const { texts, ticks, flops } = device.get(title)!;
    const expected = host.get(title)!;
    expect(texts).toEqual(expected.texts);
    expect(ticks).toEqual(expected.ticks);
    expect(flops).toBe(expected.flops);
  });
});
