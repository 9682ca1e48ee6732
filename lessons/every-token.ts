import { defineLesson } from './schema';

/** Attention, encoder and decoder, the causal mask, and the plain decoder-only transformer: every token through every layer. */
export const everyToken = defineLesson({
  id: 'every-token',
  minutes: 12,
  page: {
    text: 'The cat sat on the mat',
    routing: 'expert',
    cache: 'recursion-wise',
    recursions: 3,
    rule: 'threshold',
    view: 'flow',
    flowOf: 'vanilla',
    hide: ['switches', 'views', 'cost', 'inspector'],
  },
  steps: [
    { id: 'play', kind: 'open-play', minutes: 3 },
    { id: 'attention', kind: 'read' },
    { id: 'two-halves', kind: 'read' },
    {
      id: 'mask',
      kind: 'predict',
      answer: { type: 'choice', options: ['all', 'near', 'none'], truth: { option: 'none' } },
    },
    {
      id: 'surest',
      kind: 'predict',
      page: {
        text: 'Once upon a time there was a little girl named Lily. Lily had a red ball. Tom wanted to play with Lily.',
        hide: ['text', 'examples', 'switches', 'views', 'cost', 'inspector'],
      },
      answer: { type: 'tokens', truth: 'surest' },
    },
    {
      id: 'guesses',
      kind: 'do',
      page: { view: 'depth', hide: ['text', 'examples', 'switches', 'views', 'cost'] },
      goal: [{ of: 'pin' }],
    },
    {
      id: 'layers',
      kind: 'predict',
      page: { view: 'flow', hide: ['text', 'examples', 'switches', 'views', 'cost', 'inspector'] },
      answer: { type: 'choice', options: ['less', 'same', 'more'], truth: { option: 'same' } },
    },
    { id: 'road', kind: 'observe' },
    { id: 'waste', kind: 'explain' },
    {
      id: 'check',
      kind: 'check',
      items: [
        { id: 'fetch', options: ['explain', 'fetch', 'store'], right: 'fetch' },
        { id: 'only', options: ['encoder', 'one-text', 'small'], right: 'one-text' },
        { id: 'cost', options: ['rare', 'position', 'all'], right: 'all' },
      ],
    },
  ],
});
