import { defineLesson } from './schema';

/** Parameter sharing: one block many times, the four strategies, what is saved and what is not. */
export const oneBlock = defineLesson({
  id: 'one-block',
  minutes: 12,
  page: {
    text: 'The cat sat on the mat',
    routing: 'expert',
    cache: 'recursion-wise',
    recursions: 3,
    rule: 'threshold',
    view: 'flow',
    flowOf: 'recursive',
    hide: ['switches', 'views', 'cost', 'inspector'],
  },
  steps: [
    { id: 'play', kind: 'open-play', minutes: 3 },
    {
      id: 'stored',
      kind: 'predict',
      answer: { type: 'choice', options: ['three', 'four', 'eight'], truth: { option: 'four' } },
    },
    {
      id: 'strategies',
      kind: 'read',
      page: { hide: ['text', 'examples', 'switches', 'views', 'cost', 'inspector'] },
    },
    {
      id: 'ends',
      kind: 'explain',
      answer: { type: 'choice', options: ['speed', 'jobs', 'luck'], truth: { option: 'jobs' } },
    },
    {
      id: 'weights',
      kind: 'predict',
      page: { view: 'depth', hide: ['text', 'examples', 'switches', 'views', 'inspector'] },
      answer: { type: 'bar', truth: 'parametersShare' },
    },
    { id: 'flops', kind: 'predict', answer: { type: 'order', by: 'flops' } },
    { id: 'costs', kind: 'observe' },
    {
      id: 'rounds',
      kind: 'do',
      page: { view: 'flow', hide: ['text', 'examples', 'views', 'inspector'] },
      goal: [{ of: 'setting', key: 'recursions', is: 2 }],
    },
    {
      id: 'worth',
      kind: 'read',
      page: { recursions: 3, hide: ['text', 'examples', 'switches', 'views', 'inspector'] },
    },
    { id: 'storage', kind: 'explain' },
    {
      id: 'check',
      kind: 'check',
      items: [
        { id: 'cycle', options: ['cycle', 'sequence', 'middle'], right: 'sequence' },
        { id: 'saves', options: ['memory', 'time', 'both'], right: 'memory' },
        { id: 'same', options: ['same', 'input', 'random'], right: 'input' },
      ],
    },
  ],
});
