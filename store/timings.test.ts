import { expect, it } from 'vitest';
import { fakeTrace } from '../workers/clients/fake-trace';
import { Timings } from './timings';

const trace = (ms: number) => {
  const made = fakeTrace({ model: 'nano/mor-expert', text: 'The cat', rule: 'threshold', readouts: true });
  return { ...made, ms, recursions: made.recursions.map((each) => ({ ...each, ms: ms / 10 })) };
};

it('gives each trace the times of one real run, the one in the middle', () => {
  const timings = new Timings();
  for (const ms of [30, 10, 20]) timings.add('mor', trace(ms));
  const cold = trace(500);
  const { mor, vanilla } = timings.applyTo({ mor: cold, recursive: null, vanilla: cold });
  expect(timings.rounds).toBe(3);
  expect(mor?.ms).toBe(20);
  expect(mor?.recursions.map((each) => each.ms)).toEqual(cold.recursions.map(() => 2));
  expect(mor?.depth).toBe(cold.depth);
  expect(vanilla).toBe(cold);
});
