import { describe, expect, it } from 'vitest';
import { kvBytes } from '../../model/cost';
import { fakeTrace } from '../../workers/clients/fake-trace';
import { compare } from '../cost/comparison';
import { cacheLaws } from './formulas';
import { cacheGrid } from './grid';

function lawsOf(model: string, text = 'The cat sat on the mat and looked at the big red ball.') {
  const mor = fakeTrace({ model: `nano/${model}`, text, rule: 'threshold', readouts: false });
  const costed = compare({ mor, recursive: null, vanilla: null }).mor!;
  const laws = cacheLaws(costed, cacheGrid(mor));
  return { mor, laws, of: (key: string) => laws.find((law) => law.key === key)! };
}

/** The value of a printed expression of numbers, `·`, `/`, `+` and brackets. */
function reckon(expression: string): number {
  const script = expression.replaceAll(',', '').replaceAll('·', '*');
  expect(script).toMatch(/^[\d.\s*/+()]+$/);
  return Number(new Function(`return ${script}`)());
}

describe('the laws of the cache', () => {
  it.each([
    ['mor-expert-r2', 0.75, 3_328],
    ['mor-expert', 2 / 3, 3_072],
    ['mor-expert-r4', 0.625, 3_584],
    ['mor-token', 2 / 3, 3_072],
    ['mor-expert-shared', 1 / 3, 2_048],
  ])('%s: the paper’s share, and bytes a token', (model, share, bytes) => {
    const { of } = lawsOf(model);
    expect(of('memory').expected.total).toBeCloseTo(share, 6);
    expect(of('token').expected.total).toBe(bytes);
  });

  it.each(['mor-expert-r2', 'mor-expert', 'mor-expert-r4', 'mor-expert-shared', 'mor-token-shared'])(
    '%s: every printed expression is worth what stands beside it',
    (model) => {
      for (const { expected, actual } of lawsOf(model).laws) {
        for (const formula of [expected, actual]) {
          expect(formula).not.toBeNull();
          expect(reckon(formula!.terms[0]!.expression)).toBeCloseTo(formula!.total, 4);
        }
      }
    },
  );

  it('tells what this text did', () => {
    const { mor, of } = lawsOf('mor-expert');
    expect(of('token').actual!.total * mor.tokens.length).toBeCloseTo(kvBytes(mor, 4), 3);
    expect(of('memory').letters).toBe('(Nr + 1) / (2 · Nr)');
  });

  it('reads everything under sharing', () => {
    const { of } = lawsOf('mor-expert-shared');
    expect(of('reads').expected.total).toBe(1);
    expect(of('reads').actual!.total).toBe(1);
    expect(of('memory').letters).toBe('1 / Nr');
  });

  it('has nothing to say of a text in which no token goes all the way, and none for vanilla', () => {
    const mor = fakeTrace({ model: 'nano/mor-expert', text: 'a b c', rule: 'threshold', readouts: false });
    const shallow = {
      ...mor,
      recursions: mor.recursions.map((each) =>
        each.recursion === 3 ? { ...each, selected: new Int32Array() } : each,
      ),
      passes: mor.passes.map((pass) =>
        pass.recursion === 3 ? { ...pass, queries: 0, keys: 0, kvWritten: 0, kvRead: 0 } : pass,
      ),
    };
    const costed = compare({ mor: shallow, recursive: null, vanilla: null }).mor!;
    expect(cacheLaws(costed, cacheGrid(shallow))[1]!.actual).toBeNull();
    expect(lawsOf('vanilla').laws).toEqual([]);
  });

  it('takes the capacities of a model that has its own', () => {
    const mor = fakeTrace({ model: 'nano/mor-expert', text: 'a b c', rule: 'threshold', readouts: false });
    const own = {
      ...mor,
      config: { ...mor.config, routing: { ...mor.config.routing, capacities: [1, 0.5, 0.25] } },
    };
    const costed = compare({ mor: own, recursive: null, vanilla: null }).mor!;
    const [memory] = cacheLaws(costed, cacheGrid(own));
    expect(memory!.expected.terms[0]!.expression).toBe('(1 + 0.5 + 0.25) / 3');
    expect(memory!.expected.totalText).toBe('58%');
  });
});
