import type { Lives } from './lives';
import type { Source } from './source';

/** What tests of the desks write from. */
export const FAKE_SOURCE: Source = {
  text: 'The cat',
  rule: 'threshold',
  models: { mor: 'nano/mor-expert', vanilla: 'nano/vanilla' },
  routing: 'expert',
  recursions: 3,
  context: 256,
  choices: { tokens: 8, temperature: 0.8, topK: 40, topP: 0.95, seed: 1 },
};

/** An engine that never fails. */
export const ONE_LIFE: Lives = { life: async () => 1, watch: (task) => task() };
