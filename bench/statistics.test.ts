import { expect, test } from 'vitest';
import { medianRatio, spread } from './statistics';

test('median and quartiles lie between the values, whatever their order', () => {
  expect(spread([5, 1, 4, 2, 3])).toEqual({ low: 2, median: 3, high: 4 });
  expect(spread([4, 2])).toEqual({ low: 2.5, median: 3, high: 3.5 });
  expect(spread([7])).toEqual({ low: 7, median: 7, high: 7 });
});

test('nothing measured has no median', () => {
  expect(() => spread([])).toThrow('nothing was measured');
});

test('a ratio is that of the rounds, so that a slow spell that meets both leaves it alone', () => {
  const quiet = [1, 1, 1];
  const spell = [10, 1, 1, 1];
  expect(medianRatio([2, 2, 2], quiet)).toBe(2);
  expect(
    medianRatio(
      spell.map((ms) => 2 * ms),
      spell,
    ),
  ).toBe(2);
  expect(() => medianRatio([1], [1, 2])).toThrow('both values of every round');
});
