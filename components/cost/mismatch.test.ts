import { describe, expect, it } from 'vitest';
import { fakeTrace } from '../../workers/clients/fake-trace';
import {
  combinationsOf,
  describeMismatches,
  describeTraining,
  differenceText,
  isOf,
  nameOf,
  outcomeOf,
} from './mismatch';

const EXPERT = { routing: 'expert', cache: 'recursion_wise' } as const;
const TOKEN = { routing: 'token', cache: 'recursive_sharing' } as const;
const outcomes = (member: Parameters<typeof combinationsOf>[0], losses: readonly (number | null)[]) =>
  combinationsOf(member).map((combination, i) => ({ ...combination, loss: losses[i] ?? null, meanDepth: 2 }));

describe('the ways a model can be run', () => {
  it('are its own cache and the other under either rule, the trained way first', () => {
    expect(combinationsOf(EXPERT).map(nameOf)).toEqual([
      'recursion-wise cache, top-k',
      'recursion-wise cache, threshold',
      'shared cache, top-k',
      'shared cache, threshold',
    ]);
    expect(combinationsOf({ ...EXPERT, routing: 'random' })).toEqual(combinationsOf(EXPERT));
  });

  it('are two under token-choice, which selects nothing', () => {
    expect(combinationsOf(TOKEN).map(nameOf)).toEqual(['shared cache', 'recursion-wise cache']);
  });

  it('are told from a trace', () => {
    const request = { model: 'nano/mor-expert', text: 'The cat sat', rule: 'topk', readouts: false } as const;
    const [own, , other] = combinationsOf(EXPERT);
    const trace = fakeTrace({ ...request, kvCache: 'recursive_sharing' });
    expect(isOf(own!, fakeTrace(request))).toBe(true);
    expect(isOf(own!, trace)).toBe(false);
    expect(isOf(other!, trace)).toBe(true);
    expect(isOf({ ...other!, rule: null }, trace)).toBe(true);
    const { depth, loss } = trace;
    const meanDepth = depth.reduce((sum, each) => sum + each, 0) / depth.length;
    expect(outcomeOf(other!, trace)).toEqual({ ...other, loss, meanDepth });
  });
});

describe('the sentences', () => {
  it('say how the model was trained', () => {
    expect(describeTraining(combinationsOf(EXPERT))).toMatch(
      /^This model was trained with the recursion-wise cache and with top-k, .*a mismatch of its own kind\.$/,
    );
    expect(describeTraining(combinationsOf(TOKEN))).toBe('This model was trained with the shared cache.');
  });

  it('say what the other cache and the threshold cost', () => {
    expect(describeMismatches(outcomes(EXPERT, [2, 2.01, 2.057, 1.997]))).toMatch(
      /^On this text the other cache makes the loss 0\.013 nats a token lower by threshold and 0\.057 higher by top-k\. Threshold in place of top-k, with its own cache, makes it 0\.010 nats a token higher\./,
    );
    expect(describeMismatches(outcomes(TOKEN, [2, 2.0001]))).toMatch(/makes the loss no different\./);
  });

  it('compare nothing of a single token', () => {
    expect(describeMismatches(outcomes(EXPERT, []))).toBe('A single token has no loss to compare.');
    expect(differenceText(null, null)).toBe('');
  });

  it('give a difference its sign', () => {
    expect([2.0572, 1.9871, 2.0002].map((loss) => differenceText(loss, 2))).toEqual([
      '+0.057',
      '−0.013',
      '0.000',
    ]);
  });
});
