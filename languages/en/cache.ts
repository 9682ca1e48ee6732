import { capital, words } from './words';

/** A text whose cache is spoken of: the page's own, or the one that MoR is writing. */
export type Subject = 'text' | 'writing';

/** One entry as a sentence is told of it; figures as they are printed. */
export type Entry =
  | { readonly state: 'kept'; readonly bytes: string; readonly steps: number }
  /** `from` is the recursion whose entry is read; `left` the recursions its token had done, null where it came. */
  | {
      readonly state: 'reused';
      readonly from: number;
      readonly steps: number;
      readonly left: number | null;
    }
  | { readonly state: 'never'; readonly left: number };

/** What a step reads; vanilla's bytes are null where its run is not there. */
interface Step {
  readonly entries: number;
  readonly bytes: string;
  readonly vanilla: string | null;
}

const exact = (count: number) => count.toLocaleString('en-US');
const entries = (count: number) => `${exact(count)} ${count === 1 ? 'entry' : 'entries'}`;
const steps = (count: number) => `${words(count)} step${count === 1 ? '' : 's'}`;
const passes = (count: number) => `${words(count)} pass${count === 1 ? '' : 'es'}`;
const were = (count: number) => `${words(count)} ${count === 1 ? 'was' : 'were'}`;
const stepReads = ({ entries: count, bytes, vanilla }: Step) =>
  `its step reads ${entries(count)}, ${bytes}${vanilla === null ? '' : `; vanilla’s reads ${vanilla}`}.`;

const rest = (reused: number, never: number) => {
  if (reused === 0 && never === 0) return 'Every token left one in every layer.';
  const left = never === 1 ? 'its token had left' : 'their tokens had left';
  if (reused === 0) return capital(`${were(never)} never made: ${left}.`);
  const again = `${were(reused)} not made again but reused from an earlier recursion`;
  return capital(never === 0 ? `${again}.` : `${again}; ${were(never)} never made.`);
};

/** What the KV cache holds. */
export const cache = {
  title: 'What the cache holds',
  aside: 'token by recursion and layer',
  empty: 'Counted from the run, once there is one.',
  whose: 'Whose cache',
  ofText: 'This text',
  asWritten: 'As it is written',
  showTable: 'Show as table',
  grid: 'What the cache holds. Left and right arrows move between tokens, up and down between layers; Enter pins a token, Escape lets it go.',
  hint: 'Point at a cell for its entry; choose a token to see it everywhere on the page.',
  states: { kept: 'kept', reused: 'reused: read from an earlier recursion', never: 'never made' },
  reads: 'What each step reads',
  /** Rows: in short beside the grid, in full in sentences. */
  rows: {
    recursion: (recursion: number, layer: number) => `r${recursion} l${layer}`,
    first: 'first',
    last: 'last',
    layer: (layer: number) => `l${layer}`,
  },
  rowTitles: {
    recursion: (recursion: number, layer: number) => `recursion ${recursion}, layer ${layer}`,
    first: 'the first layer',
    last: 'the last layer',
    layer: (layer: number) => `layer ${layer}`,
  },
  entry: (token: string, row: string, entry: Entry) => {
    const where = `${token}, ${row}: `;
    if (entry.state === 'kept') return `${where}kept, ${entry.bytes}, read in ${steps(entry.steps)}.`;
    if (entry.state === 'never') return `${where}never made, it left after ${passes(entry.left)}.`;
    const from = `its entry of recursion ${entry.from}`;
    return entry.left === null
      ? `${where}reused, ${from} is read again in ${steps(entry.steps)}.`
      : `${where}reused, it left after ${passes(entry.left)} but ${from} is still read in ${entry.steps === 1 ? 'one later step' : `${words(entry.steps)} later steps`}.`;
  },
  token: (token: string, kept: number, of: number, bytes: string, step: Step) =>
    `${token}: ${exact(kept)} of ${entries(of)} kept, ${bytes}. ${capital(stepReads(step))}`,
  step: (token: string, step: Step) => `${token}: ${stepReads(step)}`,
  /** What is kept, of what vanilla keeps, and what became of the rest. */
  summary: (
    subject: Subject,
    kept: number,
    bytes: string,
    vanilla: { readonly share: string; readonly entries: number; readonly bytes: string } | null,
    reused: number,
    never: number,
  ) =>
    `${subject === 'text' ? 'This text' : 'MoR’s text so far'} keeps ${entries(kept)}, ${bytes}${vanilla === null ? '' : `: ${vanilla.share} of vanilla’s ${entries(vanilla.entries)}, ${vanilla.bytes}`}. ${rest(reused, never)}`,
  noBuffers:
    'Read in one pass, which lets its keys and values go: no buffer stays allocated. Counted is what would stay live, written token by token.',
  prompt: (tokens: number) =>
    tokens === 1 ? 'The first token is the prompt.' : `The first ${words(tokens)} tokens are the prompt.`,
  nothingWritten: 'Nothing is written yet.',
  buffers: (context: string, allocated: string, live: string) =>
    `The buffers were allocated at once with room for ${context} tokens in every layer: ${allocated}, of which ${live} is live.`,
  recursiveSame: 'The recursive model keeps as much as vanilla: it shares weights, not entries.',
  recursive: (bytes: string) => `The recursive model keeps ${bytes}.`,
  readsOf: (
    subject: Subject,
    bytes: string,
    vanilla: { readonly share: string; readonly bytes: string } | null,
    looksAhead: boolean,
  ) =>
    `Written token by token, ${subject === 'text' ? 'this text' : 'MoR’s text so far'} reads ${bytes} from the cache${vanilla === null ? '' : `, ${vanilla.share} of vanilla’s ${vanilla.bytes}`}. Each step looks back at every entry it may see.${looksAhead ? ' Counted with the depths that top-k chose by looking at the whole text.' : ''}`,
  models: { mor: 'MoR', vanilla: 'vanilla' },
  ledger: {
    live: 'Live entries',
    allocated: 'Allocated buffers',
    none: 'none',
    readOverAll: 'Read over all steps',
    readLast: 'Read by the last step',
  },
  writing: {
    pause: 'Pause',
    goOn: 'Go on',
    write: 'Write',
    again: 'Write again',
    step: 'One more token',
  },
  table: {
    name: 'What the cache holds, as a table',
    caption: 'Entries of each token, and bytes its step reads',
    kept: 'Kept, B',
    reads: 'Step reads, B',
    vanilla: 'Vanilla’s, B',
    states: { kept: 'kept', reused: 'reused', never: '–' },
  },
  laws: {
    title: 'By the formula',
    table: 'Formulas of the cache, and what this text really did',
    what: 'What',
    formula: 'Formula',
    byCapacity: 'By capacity',
    thisText: 'This text',
    noToken: 'no token did',
    expectedOf: (law: string) => `${law}, by the formula`,
    actualOf: (law: string) => `${law}, this text`,
    how: (title: string, value: string) => `${value}. ${title}: how it comes about`,
    memory: {
      title: 'Kept in the recursions, of vanilla’s',
      sharing:
        'Only the first recursion makes entries; the others read them. The first and last layers stand outside and keep everything.',
      own: (shares: readonly string[]) =>
        `Each recursion keeps its share of the tokens (${shares.join(', ')}). The first and last layers stand outside and keep everything.`,
      actual: (kept: string, whole: string, layers: string) =>
        `This text kept ${kept} of the ${whole} entries that vanilla has in ${layers} layers.`,
    },
    reads: {
      title: 'Read there by a token that goes all the way',
      sharing: 'Sharing saves memory, not reading: every recursion looks at every token’s entry.',
      own: 'At each recursion a token sees those alone that came as far. One that leaves early reads less still.',
      actual: (tokens: number, read: string) =>
        `${tokens === 1 ? 'One token' : `${exact(tokens)} tokens`} went all the way and read ${read} entries in the recursions.`,
    },
    token: {
      title: 'Kept for a token, whole model',
      letters: '2 · heads · width · bytes · E',
      expected: (facts: {
        readonly heads: number;
        readonly width: number;
        readonly bytes: number;
        readonly outside: number;
        readonly block: number;
        readonly sharing: boolean;
        readonly layers: number;
        readonly vanilla: string;
      }) =>
        `A key and a value, ${facts.heads} heads of ${facts.width}, ${facts.bytes} bytes a number here. E is the number of layers that keep an entry: ${facts.outside} outside the block, and ${facts.block} in it, ${facts.sharing ? 'once' : 'each as often as tokens come round'}. Vanilla has ${facts.layers}: ${facts.vanilla}.`,
      actual: (entriesKept: string, tokens: string, e: string, layers: number) =>
        `This text keeps ${entriesKept} entries for ${tokens} tokens: E is ${e} of ${layers}.`,
    },
    terms: {
      recursions: 'recursions',
      kept: 'entries kept, by tokens times layers',
      read: 'entries read, by layers times tokens seen',
      expected: 'key and value, heads, width, bytes, E',
      actual: 'key and value, heads, width, bytes, entries by tokens',
    },
  },
  long: {
    title: 'At long contexts',
    size: 'Size, the paper’s',
    /** `recursive` is null where it keeps as much as vanilla. */
    summary: (facts: {
      readonly shape: string;
      readonly layers: number;
      readonly tokens: string;
      readonly mor: string;
      readonly share: string;
      readonly vanilla: string;
      readonly recursive: string | null;
    }) =>
      `At ${facts.shape}, ${facts.layers} layers and ${facts.tokens} tokens, MoR keeps ${facts.mor}, ${facts.share} of vanilla’s ${facts.vanilla}; the recursive model keeps ${facts.recursive ?? 'as much as vanilla'}. Two bytes a number, every recursion taking its share of the tokens.`,
  },
};
