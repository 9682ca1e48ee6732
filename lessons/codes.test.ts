import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { codeOf, LETTERS, ORDERS } from './codes';
import { LESSONS } from './lessons';
import { type Lesson, pageAt } from './schema';

it('gives an option its letter, a share its fifth, an order one of six, tokens one letter each', () => {
  const choice = { type: 'choice', options: ['all', 'near', 'none'], truth: { option: 'none' } } as const;
  expect(codeOf(choice, 'none')).toBe('C');
  const bar = { type: 'bar', truth: 'kvShare' } as const;
  expect([0, 19, 20, 59, 60, 100].map((share) => codeOf(bar, share)).join('')).toBe('AABCDE');
  const order = { type: 'order', by: 'flops' } as const;
  expect(ORDERS.map((each) => codeOf(order, [...each])).join('')).toBe('ABCDEF');
  expect(codeOf({ type: 'tokens', truth: 'deepest' }, [1, 5, 9])).toBe('BFJ');
});

it('has a letter for every token that may be picked', () => {
  const { presets } = JSON.parse(readFileSync('public/traces/index.json', 'utf8'));
  for (const lesson of Object.values<Lesson>(LESSONS)) {
    for (const [i, step] of lesson.steps.entries()) {
      if (step.kind !== 'predict' || step.answer.type !== 'tokens') continue;
      const { text } = pageAt(lesson, i);
      const { file } = presets.find((each: { text: string }) => each.text === text);
      const { traces } = JSON.parse(readFileSync(`public/traces/${file}`, 'utf8'));
      expect(traces.mor.tokens.length, `${lesson.id}/${step.id}`).toBeLessThanOrEqual(LETTERS.length);
    }
  }
});
