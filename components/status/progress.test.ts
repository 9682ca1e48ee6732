import { expect, it } from 'vitest';
import { summarise } from './progress';

const one = {
  model: 'nano/mor-expert',
  phase: 'download',
  loaded: 500_000,
  total: 2_000_000,
  cached: false,
} as const;

it('says nothing where nothing is on its way', () => {
  expect(summarise({})).toBeNull();
  expect(summarise({ a: { ...one, phase: 'ready' } })).toBeNull();
});

it('says which model, and its bytes', () => {
  expect(summarise({ a: one })).toEqual({
    loaded: 500_000,
    total: 2_000_000,
    sentence: 'Downloading nano/mor-expert: 500 kB of 2.00 MB',
  });
});

it('adds several up, and says where all come from the browser’s store', () => {
  const cached = { ...one, cached: true };
  expect(summarise({ a: cached, b: { ...cached, phase: 'verify', loaded: 1_000_000 } })?.sentence).toBe(
    'Downloading 2 models from this browser’s store: 1.50 MB of 4.00 MB',
  );
});
