import { defineLesson } from './schema';

/** FLOPs against milliseconds: what was counted, what was measured, and why batching by depth closes the gap. */
export const time = defineLesson({
  id: 'time',
  minutes: 12,
  page: {
    text: 'Once upon a time there was a little girl named Lily. Lily had a red ball. Tom wanted to play with Lily.',
    routing: 'expert',
    cache: 'recursion-wise',
    recursions: 3,
    rule: 'threshold',
    view: 'depth',
    account: 'honest',
    hide: ['switches', 'views', 'inspector'],
  },
  steps: [
    { id: 'play', kind: 'open-play', minutes: 3 },
    {
      id: 'work',
      kind: 'predict',
      page: {
        text: 'Once upon a time there was a little girl named Lily. Lily had a red ball. Tom wanted to play with Lily.',
        hide: ['text', 'examples', 'switches', 'views', 'inspector'],
      },
      answer: { type: 'bar', truth: 'flopsShare' },
    },
    { id: 'counted', kind: 'observe' },
    {
      id: 'clock',
      kind: 'predict',
      answer: {
        type: 'choice',
        options: ['faster', 'same', 'slower'],
        truth: { measure: 'timeOverFlops', cuts: [0.95, 1.05] },
      },
    },
    { id: 'lost', kind: 'read' },
    {
      id: 'short-text',
      kind: 'do',
      page: { hide: ['switches', 'views', 'inspector'] },
      goal: [{ of: 'own-text' }],
    },
    {
      id: 'batch',
      kind: 'predict',
      page: { hide: ['text', 'examples', 'switches', 'views', 'inspector'] },
      answer: { type: 'choice', options: ['words', 'depths', 'weights'], truth: { option: 'weights' } },
    },
    {
      id: 'bus',
      kind: 'observe',
      page: { view: 'batching', hide: ['text', 'examples', 'switches', 'views', 'inspector', 'cost'] },
    },
    { id: 'paper', kind: 'read' },
    {
      id: 'honest',
      kind: 'explain',
      page: { view: 'depth', hide: ['text', 'examples', 'switches', 'views', 'inspector'] },
    },
    {
      id: 'check',
      kind: 'check',
      items: [
        { id: 'flop', options: ['work', 'time', 'energy'], right: 'work' },
        { id: 'idle', options: ['faster', 'empty', 'wait'], right: 'empty' },
        { id: 'trust', options: ['ratio', 'paper', 'measured'], right: 'measured' },
      ],
    },
  ],
});
