/** The text, its length and the examples. */
export const sentence = {
  name: 'Text',
  heading: {
    field: 'Type anything. Each token decides how often it is thought over.',
    choose: 'Choose a text. Each token decides how often it is thought over.',
    neither: 'How often each token of a text is thought over',
  },
  examples: 'Examples',
  empty: 'Nothing to read yet.',
  own: 'Your own text. Nothing you type leaves this machine.',
  /** Stands after `14 / 512`. */
  tokens: 'tokens',
  leftOff: (count: number) => `${count} left off`,
  undo: 'Undo',
  reset: 'Reset',
  presets: {
    cat: {
      title: 'The cat sat',
      lesson:
        'The router decides how often each token goes round the shared block: look who leaves early and who stays.',
    },
    name: {
      title: 'A name comes back',
      lesson:
        'A name is easier to guess when it comes back: see whether it goes as deep as it did the first time.',
    },
    quotes: {
      title: 'Quotes open and close',
      lesson:
        'Punctuation carries structure: compare the depth of the marks with that of the words between them.',
    },
    counting: {
      title: 'Counting',
      lesson: 'A pattern repeats: see which parts the model learns to guess, and whether those go less deep.',
    },
    leak: {
      title: 'The leak',
      lesson:
        'Open Causality and put another word in the place of the last: under top-k earlier tokens may change depth, because top-k looks at the future.',
    },
    stranger: {
      title: 'A word it never met',
      lesson: 'A word that is not in the vocabulary falls into pieces: follow how deep each piece goes.',
    },
  },
};
