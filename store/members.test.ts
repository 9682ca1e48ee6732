import { describe, expect, it } from 'vitest';
import { fakeManifest, fakeTrace } from '../workers/clients/fake-trace';
import { askedCache, isDeeperThanVanilla, mismatchOf, resolveMember } from './members';
import { CHOICES, DEFAULT_SETTINGS } from './settings';
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
