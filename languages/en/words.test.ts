import { expect, it } from 'vitest';
import { counted, list, ordinal, times, words } from './words';

it('writes small counts as words, and larger ones as figures', () => {
  expect([0, 4, 12, 14].map(words)).toEqual(['no', 'four', 'twelve', '14']);
  expect([1, 2, 4].map(times)).toEqual(['once', 'twice', 'four times']);
  expect([1, 4, 5].map(ordinal)).toEqual(['first', 'fourth', '5th']);
});

it('counts nouns', () => {
  expect(counted(1, 'token')).toBe('1 token');
  expect(counted(1200, 'token')).toBe('1,200 tokens');
});

it('lists', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(list)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});
