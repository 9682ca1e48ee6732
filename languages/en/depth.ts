/** The depth map: a cell for each token and recursion. */
export const depth = {
  title: 'Depth of each token',
  showTable: 'Show as table',
  upTo: 'Show the run up to recursion',
  all: 'All',
  after: (recursion: number) => `After ${recursion}`,
  /** Of a token that went round so often. */
  rounds: (count: number) => ['once', 'twice', 'three times', 'four times'][count - 1] ?? `${count} times`,
  grid: 'Depth of each token. Left and right arrows move between tokens, up and down between recursions; Enter pins a token, Escape lets it go.',
  hint: 'Choose a token to see why it went on or left.',
  /** Name of a row beside the first line of towers. */
  row: (recursion: number) => `recursion ${recursion}`,
  table: {
    name: 'Depth of each token as a table',
    caption: 'Depth, router score and decision of each token',
    depth: 'Depth',
    recursion: (recursion: number) => `Recursion ${recursion}`,
    through: (score: string | null) => (score === null ? 'went through' : `went through, ${score}`),
    left: (score: string | null) => (score === null ? 'left' : `left, ${score}`),
  },
  empty: {
    withField: 'Nothing to read yet. Type a sentence above, or take one of the examples.',
    withoutField: 'Nothing to read yet.',
  },
  failed: 'There is no run to show. What went wrong stands above.',
  coming: 'The first picture is on its way.',
};
