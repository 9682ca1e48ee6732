import { defineLesson } from './schema';

/** Token-choice: one decision before the first round, its balance, and how it compares with expert-choice. */
export const oneTicket = defineLesson({
  id: 'one-ticket',
  minutes: 11,
  page: {
    text: 'The cat sat on the mat',
    routing: 'token',
    cache: 'recursion-wise',
    recursions: 3,
    rule: 'threshold',
    view: 'depth',
    flowOf: 'mor',
    hide: ['switches', 'views', 'cost'],
  },
  steps: [
    { id: 'play', kind: 'open-play', minutes: 3 },
    {
      id: 'ticket',
      kind: 'read',
      page: { view: 'flow', hide: ['text', 'examples', 'switches', 'views', 'cost', 'inspector'] },
    },
    {
      id: 'deepest',
      kind: 'predict',
      page: {
        text: 'The dog ran to the park because it was happy',
        view: 'depth',
        hide: ['text', 'examples', 'switches', 'views', 'cost'],
      },
      answer: { type: 'tokens', truth: 'deepest' },
    },
    { id: 'shares', kind: 'do', goal: [{ of: 'pin' }] },
    {
      id: 'future',
      kind: 'predict',
      answer: { type: 'choice', options: ['always', 'sometimes', 'never'], truth: { option: 'never' } },
    },
    {
      id: 'balance',
      kind: 'predict',
      page: {
        text: 'Once upon a time there was a little girl named Lily. Lily had a red ball. Tom wanted to play with Lily.',
      },
      answer: { type: 'bar', truth: 'leftEarlyShare' },
    },
    { id: 'loss', kind: 'read' },
    {
      id: 'other',
      kind: 'do',
      page: { hide: ['text', 'examples', 'views', 'cost'] },
      goal: [{ of: 'setting', key: 'routing', is: 'expert' }],
    },
    { id: 'compare', kind: 'explain', page: { hide: ['text', 'examples', 'switches', 'views', 'cost'] } },
    {
      id: 'check',
      kind: 'check',
      items: [
        { id: 'when', options: ['before', 'each', 'after'], right: 'before' },
        { id: 'danger', options: ['leak', 'crowd', 'cost'], right: 'crowd' },
        { id: 'gate', options: ['every', 'last', 'none'], right: 'last' },
      ],
    },
    {
      id: 'crowd',
      kind: 'challenge',
      page: { routing: 'token', hide: ['switches', 'views', 'cost'] },
      goal: [
        { of: 'measure', name: 'leftEarlyShare', above: 0.6 },
        { of: 'measure', name: 'tokens', above: 9 },
      ],
    },
  ],
});
