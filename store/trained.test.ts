import { describe, expect, it } from 'vitest';
import { t } from '../languages/current';
import { fakeManifest } from '../workers/clients/fake-trace';
import { resolveMember } from './members';
import { CHOICES, DEFAULT_SETTINGS } from './settings';
import type { Settings } from './state';
import { isTrained, nearestTrained, trainedCombinations } from './trained';

const manifest = fakeManifest();
const settings = (patch: Partial<Settings>): Settings => ({ ...DEFAULT_SETTINGS, ...patch });

it('knows which switches were trained together', () => {
  expect(trainedCombinations(manifest)).toHaveLength(7);
  expect(isTrained(manifest, settings({ recursions: 4 }), 'cache', 'shared')).toBe(false);
  expect(isTrained(manifest, DEFAULT_SETTINGS, 'cache', 'shared')).toBe(true);
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
