import { describe, expect, it } from 'vitest';
import { bare, trace } from '../testing/traces';
import { factsOf, reuseTokens } from './facts';

describe('factsOf', () => {
  const facts = factsOf(trace());

  it('tells for every token what became of it at every recursion', () => {
    expect(facts.tokens.map((token) => token.decisions.map((decision) => decision.passage))).toEqual([
      ['through', 'left', 'absent'],
      ['through', 'through', 'left'],
      ['through', 'through', 'through'],
    ]);
  });

  it('keeps score, bar and gate of each decision', () => {
    const [first, second] = facts.tokens[1]!.decisions;
    expect(first).toMatchObject({ recursion: 1, bar: null });
    expect(second).toMatchObject({ passage: 'through', bar: 0.5 });
    expect(second!.score).toBeCloseTo(0.81);
    expect(second!.gate).toBeCloseTo(0.081);
  });

  it('counts each recursion and the mean', () => {
    expect(facts.through).toEqual([3, 2, 1]);
    expect(facts.meanDepth).toBe(2);
  });

  it('takes the lowest kept score for the bar under top-k, from the second recursion on', () => {
    const topK = factsOf(trace({ rule: 'topk' }));
    expect(topK.bars[0]).toBeNull();
    expect(topK.bars[1]).toBeCloseTo(0.81);
    expect(topK.bars[2]).toBeCloseTo(0.82);
  });

  it('has neither scores nor bars where nothing decides', () => {
    const even = factsOf(bare());
    expect(even.tokens[0]!.decisions).toEqual([
      { recursion: 1, passage: 'through', score: null, gate: null, bar: null },
      { recursion: 2, passage: 'through', score: null, gate: null, bar: null },
    ]);
    expect(even.bars).toEqual([null, null]);
  });

  it('is the same object for the same trace', () => {
    const one = trace();
    expect(factsOf(one)).toBe(factsOf(one));
  });
});

it('keeps the tokens of the run before wherever nothing about them changed', () => {
  const before = factsOf(trace()).tokens;
  const again = factsOf(trace()).tokens;
  expect(again[0]).not.toBe(before[0]);
  expect(reuseTokens(before, again).every((token, i) => token === before[i])).toBe(true);

  const changed = [again[0]!, { ...again[1]!, depth: 1 }, again[2]!];
  expect(reuseTokens(before, changed).map((token, i) => token === before[i])).toEqual([true, false, true]);
  expect(reuseTokens([], again)).toEqual(again);
});
