import { mark, type Rich } from '../rich';
import { capital, counted, list, ordinal, times, words } from './words';

/** What a router's decision was taken by; figures as they are printed. */
export type Grounds =
  | { readonly by: 'nothing' }
  /** Token-choice: the share its router gave this depth. */
  | { readonly by: 'share'; readonly depth: number; readonly share: string }
  /** A score, or a number drawn in its place, and what it was held against. */
  | {
      readonly by: 'score' | 'draw';
      readonly value: string;
      readonly bar: { readonly rule: 'threshold' | 'topk'; readonly value: string } | null;
    };

/** How all tokens of a run stand: all alike, or so many at either end. */
export type Depths =
  | { readonly all: 'deepest' | 'early'; readonly total: number }
  | { readonly all: null; readonly deepest: number; readonly early: number };

/** What decides in the run, for the legend. */
export type Deciding =
  | { readonly by: 'share' }
  | { readonly by: 'topk' }
  | { readonly by: 'nothing' }
  /** The threshold, or one before each recursion from the second on. */
  | { readonly by: 'threshold'; readonly bars: readonly string[] };

const because = (grounds: Grounds): string => {
  if (grounds.by === 'nothing') return '';
  if (grounds.by === 'share') return `; its router gave depth ${grounds.depth} a share of ${grounds.share}`;
  const what = `, ${grounds.by === 'draw' ? 'number drawn' : 'score'} ${grounds.value}`;
  if (grounds.bar === null) return what;
  return `${what}, ${grounds.bar.rule === 'topk' ? 'the lowest kept was' : 'the threshold is'} ${grounds.bar.value}`;
};
const gated = (gate: string | null) => (gate === null ? '' : ` Gate ${gate}.`);
const ran = (depth: number) => `so the shared block ran on it ${times(depth)}.`;
const waits = (depth: number) => `${ran(depth)} It waits and rejoins for the last layer.`;
const drawnOr = (by: 'score' | 'draw', drawn: string, scored: string) => (by === 'draw' ? drawn : scored);

/** Sentences about a run: what became of each token, and why. `token` is its name (`tokens.name`). */
export const trace = {
  /** A token at a recursion. */
  cell: {
    absent: (token: string, recursion: number, depth: number) =>
      `${token}: not here at recursion ${recursion}; it left after going round ${times(depth)}.`,
    left: (token: string, recursion: number, grounds: Grounds) =>
      `${token}: leaves here, before recursion ${recursion}${because(grounds)}.`,
    first: (token: string, gate: string | null) =>
      `${token}: goes through recursion 1, as every token does.${gated(gate)}`,
    again: (token: string, recursion: number, grounds: Grounds, gate: string | null) =>
      `${token}: goes round again, recursion ${recursion}${because(grounds)}.${gated(gate)}`,
    undecided: (token: string) => `${token}: not decided yet at this point of the run.`,
  },
  depthOf: (token: string, depth: number, recursions: number) => `${token}, depth ${depth} of ${recursions}`,
  depthOfSentence: (token: string, depth: number, recursions: number) =>
    `${token}, depth ${depth} of ${recursions}.`,

  /** Why a token went on or left, in the inspector. */
  token: {
    unrouted: (recursions: number) =>
      `Nothing decides in this model: every token goes round ${times(recursions)}.`,
    ticket: (depth: number, recursions: number, share: string | null, next: string | null) =>
      `Chose its depth before the first pass: ${words(depth)} of ${words(recursions)}${share === null ? '' : ` with a share of ${share}`}, the largest.${next === null ? '' : ` One more would have had ${next}.`}`,
    wentAllTheWay: (depth: number) => `It went all the way, ${ran(depth)}`,
    /** Under top-k: how many were kept at each recursion that chose. */
    amongHighest: (by: 'score' | 'draw', kept: readonly number[], depth: number) =>
      `Selected at every recursion, among the ${kept.map(words).join(', then the ')} with the highest ${drawnOr(by, 'numbers drawn', 'scores of this text')}, ${ran(depth)}`,
    aboveThreshold: (by: 'score' | 'draw', margins: readonly string[], depth: number) =>
      `Selected at every recursion. ${drawnOr(by, 'The number drawn', 'Its score')} was above the threshold by ${list(margins)}, ${ran(depth)}`,
    left: (depth: number) => `It left, ${waits(depth)}`,
    leftBefore: (recursion: number, depth: number) =>
      `It left before recursion ${recursion}, ${waits(depth)}`,
    belowKept: (
      by: 'score' | 'draw',
      recursion: number,
      value: string,
      kept: number,
      lowest: string,
      depth: number,
    ) =>
      `${drawnOr(by, 'The number drawn', 'Its score')} before recursion ${recursion}, ${value}, was below the lowest of the ${words(kept)} kept, ${lowest}, ${waits(depth)}`,
    belowThreshold: (by: 'score' | 'draw', recursion: number, value: string, short: string, depth: number) =>
      `${drawnOr(by, 'The number drawn', 'Its score')} before recursion ${recursion}, ${value}, was ${short} short of the threshold, ${waits(depth)}`,
  },

  /** The whole run. The marked words light the tokens they speak of. */
  run: (meanDepth: string, recursions: number, depths: Depths): Rich<'deepest' | 'early'> => {
    const mean = `Mean depth ${meanDepth} of ${recursions}. `;
    if (depths.all !== null) {
      const every = depths.total === 1 ? 'The one token' : 'Every token';
      return [mean, `${every} ${depths.all === 'deepest' ? 'went all the way' : 'left after one pass'}.`];
    }
    const { deepest, early } = depths;
    const far = `${words(deepest)} token${deepest === 1 ? '' : 's'} went all the way`;
    const soon = `${early === 0 ? 'none' : words(early)} left after one pass`;
    return [mean, mark('deepest', capital(far)), '; ', mark('early', soon), '.'];
  },
  /** The run as it stood after a recursion. */
  at: (recursion: number, recursions: number, going: number, total: number): Rich<'going' | 'left'> => [
    `Recursion ${recursion} of ${recursions}: `,
    mark('going', `${words(going)} of ${counted(total, 'token')} went through it`),
    '; ',
    mark('left', going === total ? 'none had left' : `${words(total - going)} had left before`),
    '.',
  ],
  truncated: (count: number) =>
    `The text is longer than the model can read: the last ${counted(count, 'token')} were left off.`,
  finished: (tokens: number) => `Run complete, ${counted(tokens, 'token')}.`,
  /** Label of a row of the map. */
  through: (going: number, total: number) => `${going} of ${total}`,

  /** What decides here, for the legend. */
  rule: (deciding: Deciding) => {
    if (deciding.by === 'share') return 'left here, with the share of this depth';
    if (deciding.by === 'topk') return 'left here: not among the highest scores of the text';
    if (deciding.by === 'nothing') return 'left here';
    const { bars } = deciding;
    if (bars.length === 1) return `left here, with its score (goes on at ${bars[0]})`;
    return `left here, with its score (goes on at ${list(bars.map((bar, i) => `${bar} before the ${ordinal(i + 2)} pass`))})`;
  },

  caches: {
    recursion_wise: 'recursion-wise cache',
    recursive_sharing: 'shared cache',
    full: 'full cache',
  },
  mismatch: (trained: string, served: string) =>
    `Mismatch: trained with the ${trained}, run with the ${served}.`,
};
