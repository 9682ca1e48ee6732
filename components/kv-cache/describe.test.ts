import { describe, expect, it } from 'vitest';
import type { Trace } from '../../model/trace';
import { fakeTrace } from '../../workers/clients/fake-trace';
import { compare } from '../cost/comparison';
import { factsOf } from '../trace/facts';
import {
  describeCache,
  describeEntry,
  describeReads,
  describeRecursive,
  describeStep,
  describeToken,
} from './describe';
import { factsOfCache } from './facts';
import { cacheGrid } from './grid';

/** “The cat sat” with depths 1, 2 and 3: what is kept is known by hand. */
function traceOf(model: string, depths: readonly number[] = [1, 2, 3]): Trace {
  const base = fakeTrace({ model: `nano/${model}`, text: 'The cat sat', rule: 'threshold', readouts: false });
  const at = (recursion: number) => depths.flatMap((depth, t) => (depth >= recursion ? [t] : []));
  const shared = base.config.kvCache === 'recursive_sharing';
  return {
    ...base,
    depth: Int32Array.from(depths),
    recursions: base.recursions.map((each) => ({ ...each, selected: Int32Array.from(at(each.recursion)) })),
    passes: base.passes.map((pass) => {
      const queries = pass.recursion === null ? depths.length : at(pass.recursion).length;
      return { ...pass, queries, kvWritten: shared && (pass.recursion ?? 1) > 1 ? 0 : queries };
    }),
  };
}

function told(model: string, depths?: readonly number[]) {
  const mor = traceOf(model, depths);
  const other = (name: string) =>
    fakeTrace({ model: `nano/${name}`, text: 'The cat sat', rule: 'threshold', readouts: false });
  const costed = compare({ mor, recursive: other('recursive'), vanilla: other('vanilla') });
  const cache = (role: 'mor' | 'recursive' | 'vanilla') =>
    factsOfCache(costed[role]!, cacheGrid(costed[role]!.run));
  return {
    tokens: factsOf(mor).tokens,
    mor: cache('mor'),
    recursive: cache('recursive'),
    vanilla: cache('vanilla'),
  };
}

const row = ({ mor }: ReturnType<typeof told>, name: string) =>
  mor.grid.rows.find((each) => each.name === name)!;

describe('an entry', () => {
  const run = told('mor-expert');
  const say = (name: string, t: number) => describeEntry(run.mor, row(run, name), run.tokens[t]!);

  it('is kept, and read by those who come after', () => {
    expect(say('r1 l1', 0)).toBe('Token 1, “The”, recursion 1, layer 1: kept, 512 B, read in three steps.');
    expect(say('last', 2)).toBe('Token 3, “sat”, the last layer: kept, 512 B, read in one step.');
  });

  it('was never made where its token had left', () => {
    expect(say('r2 l1', 0)).toBe('Token 1, “The”, recursion 2, layer 1: never made, it left after one pass.');
    expect(say('r3 l2', 1)).toBe(
      'Token 2, “cat”, recursion 3, layer 2: never made, it left after two passes.',
    );
  });

  it('is reused under sharing, by its own token and by later ones', () => {
    const shared = told('mor-expert-shared');
    const of = (t: number) => describeEntry(shared.mor, row(shared, 'r2 l1'), shared.tokens[t]!);
    expect(of(1)).toBe(
      'Token 2, “cat”, recursion 2, layer 1: reused, its entry of recursion 1 is read again in two steps.',
    );
    expect(of(0)).toBe(
      'Token 1, “The”, recursion 2, layer 1: reused, it left after one pass but its entry of recursion 1 is still read in two later steps.',
    );
  });
});

describe('the whole', () => {
  it('is told with entries, bytes and share', () => {
    const run = told('mor-expert');
    expect(describeCache(run.mor, run.vanilla)).toBe(
      'This text keeps 18 entries, 9.22 kB: 75% of vanilla’s 24 entries, 12.3 kB. Six were never made: their tokens had left.',
    );
    expect(describeCache(run.mor, null)).toMatch(/^This text keeps 18 entries, 9.22 kB\. Six were/);
    expect(describeRecursive(run.recursive, run.vanilla)).toContain('shares weights, not entries');
    expect(describeRecursive(null, run.vanilla)).toBeNull();
  });

  it('is told under sharing', () => {
    const run = told('mor-expert-shared', [1, 3, 1]);
    expect(describeCache(run.mor, run.vanilla)).toBe(
      'This text keeps 12 entries, 6.14 kB: 50% of vanilla’s 24 entries, 12.3 kB. Eight were not made again but reused from an earlier recursion; four were never made.',
    );
  });

  it('is told where nobody left', () => {
    const run = told('mor-expert', [3, 3, 3]);
    expect(describeCache(run.mor, run.vanilla)).toContain('Every token left one in every layer.');
  });

  it('is told step by step', () => {
    const run = told('mor-expert');
    expect(describeReads(run.mor, run.vanilla)).toBe(
      'Written token by token, this text reads 16.4 kB from the cache, 67% of vanilla’s 24.6 kB. Each step looks back at every entry it may see.',
    );
    expect(describeReads({ ...run.mor, looksAhead: true }, null)).toMatch(
      /may see\. Counted with the depths that top-k chose by looking at the whole text\.$/,
    );
    expect(run.mor.looksAhead).toBe(false);
    expect(describeStep(run.mor, run.vanilla, run.tokens[2]!)).toBe(
      'Token 3, “sat”: its step reads 18 entries, 9.22 kB; vanilla’s reads 12.3 kB.',
    );
    expect(describeToken(run.mor, null, run.tokens[0]!)).toBe(
      'Token 1, “The”: 4 of 8 entries kept, 2.05 kB. Its step reads 4 entries, 2.05 kB.',
    );
  });
});
