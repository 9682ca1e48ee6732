/** A text to begin with. Each teaches one thing, in small-story English, and has a recorded trace (`npm run traces`). */
export interface Preset {
  readonly id: string;
  readonly title: string;
  /** What it teaches, one sentence. */
  readonly lesson: string;
  readonly text: string;
}

export const FIRST_PRESET: Preset = {
  id: 'cat',
  title: 'The cat sat',
  lesson:
    'The router decides how often each token goes round the shared block: look who leaves early and who stays.',
  text: 'The cat sat on the mat',
};

export const PRESETS: readonly Preset[] = [
  FIRST_PRESET,
  {
    id: 'name',
    title: 'A name comes back',
    lesson:
      'A name is easier to guess when it comes back: see whether it goes as deep as it did the first time.',
    text: 'Once upon a time there was a little girl named Lily. Lily had a red ball. Tom wanted to play with Lily.',
  },
  {
    id: 'quotes',
    title: 'Quotes open and close',
    lesson:
      'Punctuation carries structure: compare the depth of the marks with that of the words between them.',
    text: '"Can I play with you?" asked Tim. "Yes," said Anna. "Let us play with the ball."',
  },
  {
    id: 'counting',
    title: 'Counting',
    lesson: 'A pattern repeats: see which parts the model learns to guess, and whether those go less deep.',
    text: 'One bird, two birds, three birds, four birds, five birds, six birds.',
  },
  {
    id: 'leak',
    title: 'The leak',
    lesson:
      'Open Causality and put another word in the place of the last: under top-k earlier tokens may change depth, because top-k looks at the future.',
    text: 'The dog ran to the park because it was happy',
  },
  {
    id: 'stranger',
    title: 'A word it never met',
    lesson: 'A word that is not in the vocabulary falls into pieces: follow how deep each piece goes.',
    text: 'The zookeeper gave the axolotl a bowl of quinoa',
  },
];
