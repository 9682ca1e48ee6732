import { defineLesson } from './schema';

/** Expert-choice: scores, top-k in training, a threshold afterwards, layers of filters, and the auxiliary loss. */
export const whoDecides = defineLesson({
  id: 'who-decides',
  minutes: 14,
  page: {
    text: 'The cat sat on the mat',
    routing: 'expert',
    cache: 'recursion-wise',
    recursions: 3,
    rule: 'threshold',
    view: 'depth',
    hide: ['switches', 'views', 'cost'],
  },
  steps: [
    { id: 'play', kind: 'open-play', minutes: 4 },
    {
      id: 'block',
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
    { id: 'scores', kind: 'observe', lights: 'torn' },
    { id: 'pin', kind: 'do', goal: [{ of: 'pin', in: 'beyond-one' }] },
    { id: 'filter', kind: 'do', goal: [{ of: 'scrub' }] },
    {
      id: 'context',
      kind: 'predict',
      page: {
        text: 'Once upon a time there was a little girl named Lily. Lily had a red ball. Tom wanted to play with Lily.',
      },
      answer: {
        type: 'choice',
        options: ['never', 'sometimes'],
        truth: { measure: 'depthsOfOneWord', cuts: [2] },
      },
    },
    {
      id: 'top-k',
      kind: 'predict',
      page: { text: 'The dog ran to the park because it was happy', rule: 'top-k' },
      answer: { type: 'bar', truth: 'passesShare' },
    },
    { id: 'training', kind: 'read' },
    {
      id: 'not-experts',
      kind: 'explain',
      page: { rule: 'threshold' },
    },
    {
      id: 'check',
      kind: 'check',
      items: [
        { id: 'who', options: ['token', 'position', 'router'], right: 'router' },
        { id: 'later', options: ['gone', 'back', 'again'], right: 'back' },
        { id: 'aux', options: ['balance', 'mimic', 'speed'], right: 'mimic' },
      ],
    },
    {
      id: 'deep-sentence',
      kind: 'challenge',
      page: { hide: ['switches', 'views', 'cost'] },
      goal: [
        { of: 'measure', name: 'meanDepth', above: 2.2 },
        { of: 'measure', name: 'tokens', above: 5 },
      ],
    },
  ],
});
