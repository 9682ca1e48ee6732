/**
 * A text to begin with. Each teaches one thing, which the messages say by its id (`languages/en/sentence.ts`), in the small-story
 * English that the models read, and has a recorded trace (`npm run traces`).
 */
export interface Preset {
  readonly id: 'cat' | 'name' | 'quotes' | 'counting' | 'leak' | 'stranger';
  readonly text: string;
}

/** The text of a page that was given none. */
export const FIRST_PRESET: Preset = {
  id: 'cat',
  text: 'The cat sat on the mat',
};

/** In the order in which they are offered. */
export const PRESETS: readonly Preset[] = [
  FIRST_PRESET,
  {
    id: 'name',
    text: 'Once upon a time there was a little girl named Lily. Lily had a red ball. Tom wanted to play with Lily.',
  },
  {
    id: 'quotes',
    text: '"Can I play with you?" asked Tim. "Yes," said Anna. "Let us play with the ball."',
  },
  {
    id: 'counting',
    text: 'One bird, two birds, three birds, four birds, five birds, six birds.',
  },
  {
    id: 'leak',
    text: 'The dog ran to the park because it was happy',
  },
  {
    id: 'stranger',
    text: 'The zookeeper gave the axolotl a bowl of quinoa',
  },
];
