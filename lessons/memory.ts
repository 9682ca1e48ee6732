import { defineLesson } from './schema';

/** The KV cache: why it exists, recursion-wise caching, recursive sharing, and bytes against context. */
export const memory = defineLesson({
  id: 'memory',
  minutes: 14,
  page: {
    text: 'The cat sat on the mat',
    routing: 'expert',
    cache: 'recursion-wise',
    recursions: 3,
    rule: 'threshold',
    view: 'kv-cache',
    hide: ['switches', 'views', 'cost', 'inspector'],
  },
  steps: [
    { id: 'play', kind: 'open-play', minutes: 4 },
    { id: 'why', kind: 'read' },
    {
      id: 'wise',
      kind: 'predict',
      page: {
        text: 'Once upon a time there was a little girl named Lily. Lily had a red ball. Tom wanted to play with Lily.',
        hide: ['text', 'examples', 'switches', 'views', 'cost', 'inspector'],
      },
      answer: { type: 'bar', truth: 'kvShare' },
    },
    { id: 'shelves', kind: 'observe', lights: 'earliest' },
    {
      id: 'shared',
      kind: 'predict',
      page: { cache: 'shared' },
      answer: { type: 'bar', truth: 'kvShare' },
    },
    { id: 'reads', kind: 'predict', answer: { type: 'order', by: 'kv-read' } },
    {
      id: 'traffic',
      kind: 'observe',
      page: { view: 'depth', hide: ['text', 'examples', 'switches', 'views', 'inspector'] },
    },
    {
      id: 'context',
      kind: 'do',
      page: {
        cache: 'recursion-wise',
        view: 'kv-cache',
        hide: ['text', 'examples', 'switches', 'views', 'cost', 'inspector'],
      },
      goal: [{ of: 'setting', key: 'contextLength', is: 131072 }],
    },
    { id: 'price', kind: 'explain' },
    {
      id: 'check',
      kind: 'check',
      items: [
        { id: 'kept', options: ['words', 'keys', 'scores'], right: 'keys' },
        { id: 'seen', options: ['yes', 'no', 'last'], right: 'no' },
        { id: 'sharing', options: ['first', 'last', 'mean'], right: 'first' },
      ],
    },
    {
      id: 'small',
      kind: 'challenge',
      page: { hide: ['switches', 'views', 'cost', 'inspector'] },
      goal: [
        { of: 'measure', name: 'kvShare', below: 0.6 },
        { of: 'measure', name: 'tokens', above: 15 },
      ],
    },
  ],
});
