import { describe, expect, it } from 'vitest';
import { bare, trace } from '../testing/traces';
import { describeCell, describeMismatch, describeRule, describeRun, describeToken } from './describe';
import { factsOf, type RunFacts } from './facts';

const facts = factsOf(trace());

function cell(of: RunFacts, position: number, recursion: number): string {
  const token = of.tokens[position]!;
  return describeCell(of, token, token.decisions[recursion - 1]!);
}

describe('describeCell', () => {
  it('says why a token goes on, leaves, or is no longer there', () => {
    expect(cell(facts, 1, 1)).toBe(
      'Token 2, “cat”: goes through recursion 1, as every token does. Gate .10.',
    );
    expect(cell(facts, 1, 2)).toBe(
      'Token 2, “cat”: goes round again, recursion 2, score .81, the threshold is .50. Gate .08.',
    );
    expect(cell(facts, 0, 2)).toBe(
      'Token 1, “The”: leaves here, before recursion 2, score .22, the threshold is .50.',
    );
    expect(cell(facts, 0, 3)).toBe(
      'Token 1, “The”: not here at recursion 3; it left after going round once.',
    );
  });

  it('names the lowest kept score under top-k, and the share under token-choice', () => {
    expect(cell(factsOf(trace({ rule: 'topk' })), 0, 2)).toContain('score .22, the lowest kept was .81');
    expect(cell(factsOf(trace({ routing: 'token' })), 1, 2)).toContain(
      'its router gave depth 2 a share of .81',
    );
    expect(cell(factsOf(trace({ routing: 'random' })), 1, 2)).toContain('number drawn .81');
  });
});

describe('describeToken', () => {
  it('tells the whole way of a token that was never let go', () => {
    expect(describeToken(facts, facts.tokens[2]!)).toBe(
      'Selected at every recursion. Its score was above the threshold by .43 and .32, so the shared block ran on it three times.',
    );
  });

  it('tells where and by how much a token fell short', () => {
    expect(describeToken(facts, facts.tokens[1]!)).toBe(
      'Its score before recursion 3, .34, was .16 short of the threshold, so the shared block ran on it twice. It waits and rejoins for the last layer.',
    );
  });

  it('speaks of ranks under top-k, of a ticket under token-choice, of nothing without a router', () => {
    const topK = factsOf(trace({ rule: 'topk' }));
    expect(describeToken(topK, topK.tokens[2]!)).toContain(
      'among the two, then the one with the highest scores of this text',
    );
    const token = factsOf(trace({ routing: 'token' }));
    expect(describeToken(token, token.tokens[1]!)).toBe(
      'Chose its depth before the first pass: two of three with a share of .81, the largest. One more would have had .34.',
    );
    const even = factsOf(bare());
    expect(describeToken(even, even.tokens[0]!)).toBe(
      'Nothing decides in this model: every token goes round twice.',
    );
  });
});

describe('describeRun', () => {
  it('sums the run up', () => {
    expect(describeRun(facts)).toBe(
      'Mean depth 2.00 of 3. One token went all the way; one left after one pass.',
    );
    expect(describeRun(factsOf(bare()))).toBe('Mean depth 2.00 of 2. Every token went all the way.');
  });

  it('stands at one recursion where it is scrubbed to', () => {
    expect(describeRun(facts, 1)).toBe('Recursion 1 of 3: three of 3 tokens went through it; none had left.');
    expect(describeRun(facts, 3)).toBe(
      'Recursion 3 of 3: one of 3 tokens went through it; two had left before.',
    );
  });
});

it('says in the legend what decides', () => {
  expect(describeRule(facts)).toBe('left here, with its score (goes on at .50)');
  expect(describeRule({ ...facts, bars: [null, 0.5, null] }), 'nobody is asked a third time').toBe(
    'left here, with its score (goes on at .50)',
  );
  expect(describeRule(factsOf(trace({ rule: 'topk' })))).toContain('not among the highest scores');
  expect(describeRule(factsOf(trace({ routing: 'token' })))).toContain('share');
});

it('marks a run under a cache that the model was not trained with', () => {
  expect(describeMismatch({ trained: 'recursion_wise', served: 'recursive_sharing' })).toBe(
    'Mismatch: trained with the recursion-wise cache, run with the shared cache.',
  );
});
