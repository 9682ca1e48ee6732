import { describe, expect, it } from 'vitest';
import type { Trace } from '../../model/trace';
import { comparison, reading } from '../testing/comparison';
import { earlierTokens, effectsOf, laterTokens, probabilityMoved, readsTheSame, takenOf } from './effects';

describe('earlier tokens', () => {
  const of = (before: string, after: string) =>
    earlierTokens({ before: reading({ text: before }), after: reading({ text: after }) });

  it('are those that the two texts have in common from the first on', () => {
    expect(of('The cat sat on', 'The cat ran on')).toBe(2);
    expect(of('The cat', 'The cat')).toBe(2);
    expect(of('The cat', 'A cat')).toBe(0);
    expect(of('The cat sat', 'The cat')).toBe(2);
  });

  it('tell whether the model reads anything else', () => {
    const [a, b] = [reading({ text: 'The cat' }), reading({ text: 'The cat sat' })];
    expect(readsTheSame({ before: a, after: a })).toBe(true);
    expect(readsTheSame({ before: a, after: b })).toBe(false);
  });
});

describe('effects', () => {
  const before = reading({ text: 'The cat sat on', depth: [1, 2, 3, 1], nll: [4, 3, 2] });
  const after = reading({ text: 'The cat sat by', depth: [1, 3, 2, 2], nll: [4, 2.5, 9] });

  it('compare what stands before the change, place by place', () => {
    const { tokens, flips } = effectsOf({ before, after });
    expect(tokens.map(({ depth }) => [depth.before, depth.after])).toEqual([
      [1, 1],
      [2, 3],
      [3, 2],
    ]);
    expect(flips).toBe(2);
  });

  it('take the loss of the earlier tokens alone: that of the changed one is another token’s', () => {
    const { tokens, loss } = effectsOf({ before, after });
    expect(tokens.map(({ nll }) => nll)).toEqual([{ before: 4, after: 4 }, { before: 3, after: 2.5 }, null]);
    expect(loss).toEqual({ before: 3.5, after: 3.25 });
  });

  it('have no loss where nothing is predicted from an earlier token', () => {
    const one = effectsOf({ before: reading({ text: 'The cat' }), after: reading({ text: 'The dog' }) });
    expect(one.loss).toBeNull();
  });

  it('see a prediction that turns', () => {
    const turned = effectsOf({
      before: reading({ text: 'The cat sat', kept: { 0: { 7: 0.5, 8: 0.3 } } }),
      after: reading({ text: 'The cat ran', kept: { 0: { 8: 0.6, 7: 0.2 } } }),
    });
    expect(turned).toMatchObject({ turned: 1, mostMoved: expect.closeTo(0.3, 6) });
    expect(turned.tokens[0]).toMatchObject({ next: { before: 7, after: 8 }, turned: true });
  });

  it('leave what is less than the noise at nothing, even where it turns a tie', () => {
    const tie = effectsOf({
      before: reading({ text: 'The cat sat', kept: { 0: { 7: 0.400001, 8: 0.4 } } }),
      after: reading({ text: 'The cat ran', kept: { 0: { 8: 0.400001, 7: 0.4 } } }),
    });
    expect(tie).toMatchObject({ turned: 0, mostMoved: 0 });
  });

  it('do without predictions where the run kept none', () => {
    const bare: Trace = { ...before, readouts: [] };
    expect(effectsOf({ before: bare, after }).tokens[0]).toMatchObject({ next: null, moved: 0 });
  });
});

it('moved probability is half of what the shares differ by, the rest as one', () => {
  const map = (shares: Record<number, number>) =>
    new Map(Object.entries(shares).map(([id, share]) => [Number(id), share]));
  expect(probabilityMoved(map({ 1: 0.5, 2: 0.5 }), map({ 1: 0.5, 2: 0.5 }))).toBe(0);
  expect(probabilityMoved(map({ 1: 0.6, 2: 0.4 }), map({ 1: 0.4, 2: 0.6 }))).toBeCloseTo(0.2);
  expect(probabilityMoved(map({ 1: 0.6, 2: 0.2 }), map({ 1: 0.5, 3: 0.2 }))).toBeCloseTo(0.1);
  expect(probabilityMoved(map({ 1: 1 }), map({ 2: 1 }))).toBe(0);
});

it('gathers what stands from the change on, with the depth under either rule', () => {
  const { before, after } = laterTokens(
    comparison({
      before: 'The cat sat on',
      after: 'The cat ran',
      topk: [
        [1, 2, 3, 1],
        [1, 2, 2],
      ],
    }),
  );
  expect(before.map(({ position, text }) => [position, text])).toEqual([
    [2, ' sat'],
    [3, ' on'],
  ]);
  expect(before[0]!.depth).toEqual({ topk: 3, threshold: 1 });
  expect(after.map(({ depth }) => depth.topk)).toEqual([2]);
});

it('counts the tokens that each recursion took', () => {
  expect(takenOf(reading({ text: 'The cat sat', depth: [1, 2, 3] }))).toEqual([3, 2, 1]);
});
