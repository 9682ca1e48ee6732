import { expect, it } from 'vitest';
import { bare, trace } from '../testing/traces';
import { factsOf } from './facts';
import { phrasesOfRun } from './phrases';

const spoken = (recursion: number | null) =>
  phrasesOfRun(factsOf(trace()), recursion).flatMap(({ text, of }) => (of ? [[text, [...of]]] : []));

it('names the tokens that each phrase speaks of', () => {
  expect(spoken(null)).toEqual([
    ['One token went all the way', [2]],
    ['one left after one pass', [0]],
  ]);
  expect(spoken(2)).toEqual([
    ['two of 3 tokens went through it', [1, 2]],
    ['one had left before', [0]],
  ]);
});

it('names none where all are alike', () => {
  expect(spoken(1)).toEqual([]);
  expect(phrasesOfRun(factsOf(bare())).every(({ of }) => of === null)).toBe(true);
});
