/** One token from near. */
export const inspector = {
  title: 'One token',
  empty: 'Here a token of the text will be seen from near.',
  aside: (number: number, depth: number, recursions: number) =>
    `token ${number} · depth ${depth} of ${recursions}`,
  unpin: 'Unpin',
  hint: 'Choose any token to see it here.',
  scores: {
    expert: 'Router score',
    token: 'Share of each depth',
    random: 'Number drawn',
    gate: 'gate',
    recursion: 'recursion',
    /** Said after a score to those who listen. */
    bar: (bar: string) => `, the bar is ${bar}`,
    left: ', left here',
  },
  predictions: {
    title: 'Next token, after each pass',
    textHas: (quoted: string) => `the text has ${quoted}`,
    after: (recursion: number) => `after ${recursion}`,
    output: { mor: 'MoR', recursive: 'recursive', vanilla: 'vanilla' },
    /** Said after the token that stands in the text. */
    inText: ', which the text has',
  },
  attention: {
    title: 'What it looks at',
    /** Before the layer pass that is chosen. */
    in: 'In',
    computing: 'Computing.',
    head: (number: number) => `head ${number}`,
    /** Said before the token that a head looks at most. */
    mostAt: 'most at',
    firstLayer: 'first layer',
    lastLayer: 'last layer',
    layer: (number: number) => `layer ${number}`,
    layerOfRecursion: (recursion: number, layer: number) => `recursion ${recursion}, layer ${layer}`,
  },
};
