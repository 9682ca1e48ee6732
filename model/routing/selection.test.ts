import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capacity, largest } from './selection';

test('the capacity is a floor, and at least one', () => {
  expect([2048, 1365, 682]).toEqual([1, 2 / 3, 1 / 3].map((share) => capacity(share, 2048)));
  expect(capacity(1 / 4, 3)).toBe(1);
});

test('among equals the lower place goes first', () => {
  expect([...largest(Float32Array.of(1, 2, 2, 2, 0), 2)]).toEqual([1, 2]);
});

test('the k largest, ascending by place', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ noNaN: true }), { minLength: 1 }), fc.nat(12), (numbers, k) => {
      const values = Float32Array.from(numbers);
      const kept = [...largest(values, k)];
      expect(kept).toHaveLength(Math.min(k, values.length));
      expect(kept).toEqual([...kept].sort((a, b) => a - b));
      const lowest = Math.min(...kept.map((place) => values[place]!));
      values.forEach((value, place) => {
        if (!kept.includes(place)) expect(value).toBeLessThanOrEqual(kept.length ? lowest : Infinity);
      });
    }),
  );
});
