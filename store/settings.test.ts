import { describe, expect, it } from 'vitest';
import { t } from '../languages/current';
import { fakeManifest, fakeTrace } from '../workers/clients/fake-trace';
import {
  askedCache,
  CHOICES,
  capText,
  DEFAULT_SETTINGS,
  isDeeperThanVanilla,
  isTrained,
  mismatchOf,
  nearestTrained,
  resolveMember,
  TEXT_LIMIT,
  trainedCombinations,
} from './settings';
import type { Settings } from './state';

const manifest = fakeManifest();
const settings = (patch: Partial<Settings>): Settings => ({ ...DEFAULT_SETTINGS, ...patch });
const ids = (patch: Partial<Settings>) => {
  const members = resolveMember(manifest, settings(patch));
  return [members.mor?.id, members.recursive?.id, members.vanilla?.id];
};

describe('the models of the settings', () => {
  it.each([
    [{}, 'mor-expert'],
    [{ recursions: 2 }, 'mor-expert-r2'],
    [{ recursions: 4 }, 'mor-expert-r4'],
    [{ cache: 'shared' }, 'mor-expert-shared'],
    [{ routing: 'token' }, 'mor-token'],
    [{ routing: 'token', cache: 'shared' }, 'mor-token-shared'],
    [{ routing: 'random' }, 'mor-random'],
  ] as const)('%j is %s beside the baselines', (patch, id) => {
    expect(ids(patch)).toEqual([id, 'recursive', 'vanilla']);
  });

  it('has none where none was trained', () => {
    expect(ids({ routing: 'random', cache: 'shared' })[0]).toBeUndefined();
    expect(ids({ model: 'base' })).toEqual([undefined, undefined, undefined]);
    expect(trainedCombinations(manifest)).toHaveLength(7);
    expect(isTrained(manifest, settings({ recursions: 4 }), 'cache', 'shared')).toBe(false);
    expect(isTrained(manifest, DEFAULT_SETTINGS, 'cache', 'shared')).toBe(true);
  });

  it('says when the MoR model has more layers than its vanilla twin', () => {
    expect(CHOICES.recursions.filter((recursions) => isDeeperThanVanilla({ recursions }))).toEqual([4]);
  });
});

describe('a cache that the model was not trained with', () => {
  it('is asked for only where the switch says so', () => {
    for (const cache of ['recursion_wise', 'recursive_sharing'] as const) {
      expect(askedCache({ cache }, settings({}))).toBeUndefined();
    }
    const other = settings({ servedCache: 'other' });
    expect(askedCache({ cache: 'recursion_wise' }, other)).toBe('recursive_sharing');
    expect(askedCache({ cache: 'recursive_sharing' }, other)).toBe('recursion_wise');
  });

  it('is told from the trace, and of a model that is not known nothing is said', () => {
    const request = {
      model: 'nano/mor-expert',
      text: 'The cat',
      rule: 'threshold',
      readouts: false,
    } as const;
    const mismatched = fakeTrace({ ...request, kvCache: 'recursive_sharing' });
    expect(mismatchOf(manifest, fakeTrace(request))).toBeNull();
    expect(mismatchOf(manifest, mismatched)).toEqual({
      trained: 'recursion_wise',
      served: 'recursive_sharing',
    });
    expect(mismatchOf(manifest, { ...mismatched, model: 'mine' })).toBeNull();
    expect(mismatchOf(null, mismatched)).toBeNull();
    expect(mismatchOf(manifest, null)).toBeNull();
  });
});

describe('the nearest trained combination', () => {
  it('is not looked for where the settings were trained', () => {
    const asked = settings({ routing: 'token', cache: 'shared' });
    expect(nearestTrained(manifest, asked, 'cache')).toBeNull();
  });

  it.each([
    [{ routing: 'random', cache: 'shared' }, 'routing', { cache: 'recursion-wise' }],
    [{ routing: 'random', cache: 'shared' }, 'cache', { routing: 'expert' }],
    [{ recursions: 4, cache: 'shared' }, 'cache', { recursions: 3 }],
    [{ recursions: 4, cache: 'shared' }, 'recursions', { cache: 'recursion-wise' }],
    [{ recursions: 2, routing: 'token' }, 'routing', { recursions: 3 }],
    [{ recursions: 2, routing: 'token' }, 'recursions', { routing: 'expert' }],
    [{ model: 'base', text: 'kept' }, 'model', { model: 'nano' }],
  ] as const)('of %j after turning %s moves %j', (patch, changed, moved) => {
    const found = nearestTrained(manifest, settings(patch), changed);
    expect(found?.settings).toEqual(settings({ ...patch, ...moved }));
  });

  it('says what moved', () => {
    const found = nearestTrained(manifest, settings({ recursions: 4, cache: 'shared' }), 'cache');
    expect(t().notices.nearest(found!.wanted, found!.moved)).toBe(
      'No model was trained with recursive sharing of the cache and 4 recursions; showing 3 recursions instead.',
    );
  });

  it('exists for every combination, and none where nothing was trained', () => {
    for (const routing of CHOICES.routing)
      for (const cache of CHOICES.cache)
        for (const recursions of CHOICES.recursions)
          for (const model of CHOICES.model) {
            const asked = settings({ routing, cache, recursions, model });
            const found = nearestTrained(manifest, asked, null)?.settings ?? asked;
            expect(resolveMember(manifest, found).mor).not.toBeNull();
          }
    expect(nearestTrained({ version: 1, families: [] }, DEFAULT_SETTINGS, null)).toBeNull();
  });
});

describe('the text', () => {
  it('is cut at the limit between characters', () => {
    expect(capText('a'.repeat(TEXT_LIMIT))).toBeNull();
    expect(capText('a'.repeat(TEXT_LIMIT + 1))).toHaveLength(TEXT_LIMIT);
    expect(capText(`${'a'.repeat(TEXT_LIMIT - 1)}😀`)).toBe('a'.repeat(TEXT_LIMIT - 1));
  });
});
