import { defineLesson } from './schema';

/** Five goals on the page itself: no text is given, no answer is the only one. */
export const challenges = defineLesson({
  id: 'challenges',
  minutes: 20,
  page: {
    text: 'The cat sat on the mat',
    routing: 'expert',
    cache: 'recursion-wise',
    recursions: 3,
    rule: 'threshold',
    view: 'depth',
    hide: ['cost', 'inspector'],
  },
  steps: [
    {
      id: 'thoughtful',
      kind: 'challenge',
      goal: [
        { of: 'measure', name: 'meanDepth', above: 2.3 },
        { of: 'measure', name: 'tokens', above: 7 },
      ],
    },
    {
      id: 'careless',
      kind: 'challenge',
      goal: [
        { of: 'measure', name: 'meanDepth', below: 1.3 },
        { of: 'measure', name: 'tokens', above: 11 },
      ],
    },
    {
      id: 'changeable',
      kind: 'challenge',
      goal: [{ of: 'measure', name: 'depthsOfOneWord', above: 2 }],
    },
    {
      id: 'frugal',
      kind: 'challenge',
      page: { view: 'kv-cache' },
      goal: [
        { of: 'measure', name: 'kvShare', below: 0.55 },
        { of: 'measure', name: 'tokens', above: 63 },
      ],
    },
    {
      id: 'better-for-less',
      kind: 'challenge',
      page: { view: 'depth', hide: ['inspector'] },
      goal: [
        { of: 'measure', name: 'lossGap', below: 0 },
        { of: 'measure', name: 'flopsShare', below: 0.8 },
        { of: 'measure', name: 'tokens', above: 9 },
      ],
    },
  ],
});
