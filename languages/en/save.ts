/** What is saved of a panel, and the figures that are drawn for it. */
export const save = {
  title: 'Save',
  oneMoment: 'One moment.',
  figures: {
    depth: 'Depth of each token',
    cache: 'What the cache holds',
    reads: 'What each step reads',
    cost: 'What it costs',
    scale: 'At the paper’s sizes',
    contexts: 'At long contexts',
    token: 'One token',
    flow: 'Flow, as it stands',
    layer: 'One layer',
    recursion: 'One recursion',
    attention: 'What one head looks at',
    generate: 'Both texts',
    causality: 'What a later word does',
    batching: 'The slots, tick by tick',
  },
  data: {
    run: 'The run, every number',
    costs: 'The costs, every digit',
    scaled: 'At the paper’s sizes, every digit',
    ticks: 'Every tick',
    texts: 'Every text',
  },
  /** Name of the button for a form: SVG, PNG, CSV or JSON. */
  itemAs: (item: string, form: string) => `${item} as ${form}`,
  saved: (file: string) => `Saved ${file}.`,
  nothing: 'There is nothing in view to be saved here yet.',
  open: 'Open a saved run',
  orDrop: 'or drop its JSON anywhere on the page',
  drop: 'Drop a saved run to see it',

  /** Titles and words in the drawn figures alone. */
  drawn: {
    /** Of a figure behind which there is no run. */
    counted: 'Counted by formula',
    cost: (tokens: number) => `What it costs: this text, ${tokens} token${tokens === 1 ? '' : 's'}`,
    reads: 'What each step reads from the cache',
    token: 'token',
    flow: {
      mor: 'Flow through MoR',
      recursive: 'Flow through the recursive model',
      vanilla: 'Flow through vanilla',
    },
    spent: (name: string, figure: string) => `${name}: ${figure}.`,
    insideLayer: 'Inside one layer',
    insideRecursion: 'Inside one recursion',
    attention: (head: number, pass: string) => `Attention of head ${head} in ${pass}`,
    later: 'later',
    absent: 'absent',
    generate: 'Two models write',
    causality: {
      before: 'depth before the change',
      after: 'and after it',
      moved: 'probability that moves in the prediction, at least',
      another: 'another next token is likeliest',
      change: (to: string, from: string) => `${to} in the place of ${from}.`,
    },
  },
  /** Foot of a figure. */
  made: (model: string, device: string, file: string | null) =>
    `${model} on ${device}${file === null ? '' : `, from ${file}`}`,
  device: (backend: string, adapter: string | null) =>
    adapter === null ? backend : `${backend} (${adapter})`,
  origin: (made: string, date: string) => `MoR Explorer. ${made}, ${date}.`,
};
