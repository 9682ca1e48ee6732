import { describe, expect, it } from 'vitest';
import type { Account } from '../../model/cost';
import { PAPER_CONTEXT, PAPER_SHAPES } from '../../model/paper-shapes';
import { CHOICES } from '../../store/settings';
import { fakeTrace } from '../../workers/clients/fake-trace';
import { compare, notesOf } from './comparison';
import { describeCost } from './describe';
import { costFigures, figuresCsv, ROLES, shareOf } from './figures';
import type { Formula } from './formulas';
import { describeScale, scaledConfigs, scaledFigures } from './scale-up';

const TEXT = 'The cat sat on the mat and looked at the ball';
const traceOf = (model: string, text = TEXT) =>
  fakeTrace({ model: `nano/${model}`, text, rule: 'threshold', readouts: false });
const traces = (mor = 'mor-expert') => ({
  mor: traceOf(mor),
  recursive: traceOf('recursive'),
  vanilla: traceOf('vanilla'),
});

/** The value of a printed expression. */
function reckon(expression: string): number {
  const tokens = expression.replaceAll(',', '').match(/[\d.]+|[·+/()]/g) ?? [];
  let at = 0;
  const factor = (): number => {
    if (tokens[at] !== '(') return Number(tokens[at++]);
    at += 1;
    const value = total();
    at += 1;
    return value;
  };
  const term = (): number => {
    let value = factor();
    while (tokens[at] === '·' || tokens[at] === '/')
      value = tokens[at++] === '·' ? value * factor() : value / factor();
    return value;
  };
  function total(): number {
    let value = term();
    while (tokens[at] === '+') {
      at += 1;
      value += term();
    }
    return value;
  }
  return total();
}

/** Every printed line says what it is worth, and the lines make the total. */
function expectSound({ terms, total }: Formula): void {
  const near = (a: number, b: number) =>
    expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-3 * Math.abs(b) + 0.02);
  for (const term of terms) near(reckon(term.expression), term.value);
  if (terms.length > 0)
    near(
      terms.reduce((sum, term) => sum + term.value, 0),
      total,
    );
}

describe('the formulas behind the figures', () => {
  it.each<[string, Account]>(
    ['mor-expert', 'mor-expert-r2', 'mor-expert-r4', 'mor-expert-shared', 'mor-token', 'mor-random'].flatMap(
      (mor) => (['honest', 'paper', 'executed'] as const).map((account): [string, Account] => [mor, account]),
    ),
  )('%s, %s: expressions, terms and totals agree', (mor, account) => {
    for (const figure of costFigures(compare(traces(mor)), account)) {
      if (figure.key === 'parameters') continue;
      for (const role of ROLES) {
        const cell = figure.cells[role];
        expect(cell).not.toBeNull();
        const formula = cell!.formula();
        expectSound(formula);
        expect(formula.total).toBeCloseTo(cell!.value, 6);
        expect(formula.totalText).toBe(cell!.text);
      }
    }
  });

  it('counts parameters once, however often they are used', () => {
    const costed = compare(traces('mor-expert-r4'));
    const [parameters] = costFigures(costed, 'honest');
    const formula = parameters!.cells.vanilla!.formula();
    expectSound(formula);
    expect(formula.terms[1]!.expression).toMatch(/^10 · /);
  });
});

describe('compare', () => {
  it('takes the runs as they are where depth and rounds agree', () => {
    const costed = compare(traces());
    expect(notesOf([costed.mor, costed.recursive, costed.vanilla])).toEqual([]);
    expect(costed.vanilla!.run).toBe(costed.vanilla!.measured);
  });

  it('counts the baselines by formula beside a deeper model, and says so', () => {
    const of = traces('mor-expert-r4');
    const costed = compare(of);
    expect(costed.vanilla!.run.passes).toHaveLength(10);
    expect(costed.recursive!.run.passes).toHaveLength(10);
    expect(costed.vanilla!.measured).toBe(of.vanilla);
    expect(notesOf([costed.vanilla])[0]).toContain('its loss and time are those of the eight-layer model');
    expect(notesOf([costed.recursive])[0]).toContain('goes round three times');
  });

  it('leaves out a model whose run is still of another text', () => {
    const costed = compare({ ...traces(), vanilla: traceOf('vanilla', 'Another text') });
    expect(costed.vanilla).toBeNull();
    expect(describeCost(costFigures(costed, 'honest'))).toBe('The other two models are still on their way.');
  });
});

describe('figures', () => {
  const figures = costFigures(compare(traces()), 'honest');

  it('draws every bar against the longest of its figure', () => {
    for (const figure of figures) {
      const shares = ROLES.map((role) => shareOf(figure, role));
      expect(Math.max(...shares)).toBe(1);
      expect(Math.min(...shares)).toBeGreaterThan(0);
    }
  });

  it('goes into a spreadsheet with units and every digit', () => {
    const [head, ...rows] = figuresCsv(figures).split('\r\n');
    expect(head).toBe('figure,unit,vanilla,recursive,mor');
    expect(rows).toHaveLength(6);
    expect(rows[0]).toBe('Parameters,1,1700000,700000,700000');
  });

  it('is summed up in a sentence', () => {
    expect(describeCost(figures)).toMatch(
      /^On this text MoR does \d+% of vanilla’s FLOPs and keeps \d+% of its cache; its loss is .+\.$/,
    );
  });
});

describe('at the paper’s sizes', () => {
  const settings = {
    routing: 'expert',
    cache: 'recursion-wise',
    servedCache: 'trained',
    recursions: 3,
  } as const;
  const shape = PAPER_SHAPES[1]!;
  const ratio = (figures: ReturnType<typeof scaledFigures>, key: string) => {
    const { cells } = figures.find((figure) => figure.key === key)!;
    return cells.mor!.value / cells.vanilla!.value;
  };

  it('finds the paper’s figures for 360M and three recursions', () => {
    const paper = scaledFigures(shape, settings, 2048, 'paper');
    expect(paper[1]!.cells.vanilla!.value).toBeCloseTo(8.3362e8, -5);
    expect(paper[1]!.cells.mor!.value).toBeCloseTo(5.5564e8, -5);
    expect(ratio(scaledFigures(shape, settings, 2048, 'honest'), 'flops')).toBeCloseTo(0.702, 3);
    expect(ratio(paper, 'kv-cache')).toBeCloseTo(0.6875, 4);
  });

  it('adds layers as the paper does where the middle does not divide', () => {
    const layers = (name: string, recursions: 2 | 3 | 4) =>
      scaledConfigs(PAPER_SHAPES.find((each) => each.id === name)!, { ...settings, recursions }).mor
        .numHiddenLayers;
    expect(layers('135M', 3)).toBe(32);
    expect(layers('360M', 4)).toBe(34);
    expect(layers('1.7B', 3)).toBe(26);
    expect(layers('360M', 2)).toBe(32);
  });

  it('begins at the paper’s context and offers the paper’s sizes', () => {
    expect(CHOICES.contextLength[0]).toBe(PAPER_CONTEXT);
    expect(CHOICES.shape).toEqual(PAPER_SHAPES.map(({ id }) => id));
  });

  it('keeps its sums at every stop of the dial, for every combination', () => {
    for (const length of CHOICES.contextLength) {
      for (const cache of ['recursion-wise', 'shared'] as const) {
        for (const figure of scaledFigures(shape, { ...settings, cache }, length, 'honest')) {
          for (const role of ROLES) expectSound(figure.cells[role]!.formula());
        }
      }
    }
  });

  it('takes the cache that the model runs with', () => {
    const cacheOf = (patch: { servedCache?: 'other' }) =>
      scaledConfigs(shape, { ...settings, ...patch }).mor.kvCache;
    expect(cacheOf({})).toBe('recursion_wise');
    expect(cacheOf({ servedCache: 'other' })).toBe('recursive_sharing');
  });

  it('says it in a sentence', () => {
    const figures = scaledFigures(shape, settings, 2048, 'honest');
    expect(describeScale(figures, shape, 2048, 32)).toBe(
      'At 360M, 32 layers and 2,048 tokens, MoR needs 70% of vanilla’s FLOPs, 69% of its KV cache and 46% of its parameters.',
    );
  });
});
