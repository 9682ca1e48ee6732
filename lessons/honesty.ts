import { defineLesson } from './schema';

/** What goes wrong: the causal leak, lots, small models, router mistakes, and what a depth does not mean. */
export const honesty = defineLesson({
  id: 'honesty',
  minutes: 15,
  page: {
    text: 'The dog ran to the park because it was happy',
    routing: 'expert',
    cache: 'recursion-wise',
    recursions: 3,
    rule: 'threshold',
    view: 'causality',
    hide: ['switches', 'views', 'cost', 'inspector'],
  },
  steps: [
    { id: 'play', kind: 'open-play', minutes: 4 },
    {
      id: 'leak',
      kind: 'predict',
      page: { hide: ['text', 'examples', 'switches', 'views', 'cost', 'inspector'] },
      answer: { type: 'choice', options: ['neither', 'top-k', 'both'], truth: { option: 'top-k' } },
    },
    { id: 'change', kind: 'do', goal: [{ of: 'changed-word' }] },
    { id: 'flatter', kind: 'read' },
    {
      id: 'lots',
      kind: 'predict',
      page: { routing: 'random', view: 'depth', hide: ['text', 'examples', 'switches', 'views', 'cost'] },
      answer: { type: 'tokens', truth: 'deepest' },
    },
    {
      id: 'worth',
      kind: 'predict',
      answer: { type: 'choice', options: ['broken', 'little', 'better'], truth: { option: 'little' } },
    },
    {
      id: 'nonsense',
      kind: 'predict',
      page: { routing: 'expert', text: 'zzzz qqqq xkcd vvkk wxwx' },
      answer: {
        type: 'choice',
        options: ['less', 'more'],
        truth: { measure: 'meanDepth', cuts: [2] },
      },
    },
    { id: 'meaning', kind: 'observe', lights: 'earliest' },
    { id: 'small', kind: 'read' },
    { id: 'explanation', kind: 'explain' },
    {
      id: 'check',
      kind: 'check',
      items: [
        { id: 'leak', options: ['earlier', 'later', 'same'], right: 'later' },
        { id: 'control', options: ['vanilla', 'big', 'lots'], right: 'lots' },
        { id: 'depth', options: ['decision', 'insight', 'importance'], right: 'decision' },
      ],
    },
    {
      id: 'two-faced',
      kind: 'challenge',
      page: { text: 'The dog ran to the park because it was happy', hide: ['switches', 'views', 'cost'] },
      goal: [{ of: 'measure', name: 'depthsOfOneWord', above: 2 }],
    },
  ],
});
