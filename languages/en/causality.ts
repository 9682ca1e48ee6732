import { capital, counted, list, times, words } from './words';

type Rule = 'topk' | 'threshold';

const under = { topk: 'under top-k', threshold: 'under threshold' };

const ofEarlier = (flips: number, earlier: number) => {
  if (flips === 0) {
    return earlier === 1
      ? 'the one earlier token keeps its depth'
      : `none of the ${earlier} earlier tokens changes depth`;
  }
  if (earlier === 1) return 'the one earlier token changes depth';
  return `${flips} of ${earlier} earlier tokens ${flips === 1 ? 'changes' : 'change'} depth`;
};

/** What became of a prediction: how much of the probability moved, and the likeliest next tokens, quoted, where another is likeliest. */
export type Prediction =
  | { readonly moved: null }
  | {
      readonly moved: string;
      /** Null where the likeliest stays; `unknown` where it is another but the words are not there. */
      readonly turned: readonly [from: string, to: string] | 'unknown' | null;
    };

const prediction = (of: Prediction) => {
  if (of.moved === null) return 'its prediction stays';
  const share = `${of.moved} of the probability moves`;
  if (of.turned === null) return `${share}, the likeliest next token stays`;
  const from = of.turned === 'unknown' ? 'one to another' : `${of.turned[0]} to ${of.turned[1]}`;
  return `${share}, the likeliest next token goes from ${from}`;
};

/** What a later word does to earlier tokens. */
export const causality = {
  title: 'What a later word does',
  aside: 'to the tokens before it',
  showTable: 'Show as table',
  name: 'Causality',
  retry: 'Retry',
  rules: { topk: 'Top-k', threshold: 'Threshold' },
  vanilla: 'Vanilla',

  oneWord: 'The text has one word, and nothing stands before it. Type more above.',
  unchanged: (word: string) =>
    `Nothing is changed yet. Put another word in place of ${word} and see which of the tokens before it change.`,
  beyond: (word: string, tokens: number) =>
    `${capital(word)} stands beyond the ${counted(tokens, 'token')} that the model reads: nothing that it reads has changed.`,
  sameTokens: 'For the model nothing has changed: it reads the same tokens.',
  nothingEarlier: (word: string) =>
    `Nothing stands before ${word}, so nothing earlier can change. Choose a later word.`,
  /** Under token-choice a depth may only change by rounding. */
  tokenChoice: (flips: number, earlier: number) =>
    `Under token-choice ${ofEarlier(flips, earlier)}${flips === 0 ? ', under either rule' : ' by rounding'}.`,
  change: (topk: number, threshold: number, earlier: number) => {
    const although = topk === 0 ? ' this time' : ' although only a later word changed';
    const causal =
      threshold === 0
        ? 'under threshold none can'
        : `under threshold ${words(threshold)} did by rounding, with a score that lies on the threshold`;
    return `Under top-k ${ofEarlier(topk, earlier)}${although}; ${causal}.`;
  },

  waiting: {
    noWords: 'There is no word to change yet. Type a sentence above, or take one of these changes.',
    asked: 'The model reads the text before and after the change.',
    down: 'Nothing here can compute, and what a change does cannot be played back from a recorded run.',
    failed: 'The run failed, and so there is nothing to compare. What went wrong stands above.',
    notReady: 'The models are not there yet. The change is run when they are.',
  },

  predictionsKept: (most: string) =>
    `What the earlier tokens predict moves with it: up to ${most} of the probability moves, though each still has the same likeliest next token.`,
  predictionsTurned: (turned: number, most: string) =>
    `What the earlier tokens predict moves with it: ${turned === 1 ? 'one earlier token finds' : `${words(turned)} earlier tokens find`} another next token likeliest, and up to ${most} of the probability moves.`,
  lossStays: 'The loss of the earlier tokens stays as it was under both rules.',
  /** Losses in nats a token; `causal` is threshold's, before the change or, where rounding moved it, after. */
  lossMoves: (before: string, after: string, causal: { readonly at: string; readonly moved: boolean }) =>
    `The loss of the earlier tokens goes from ${before} to ${after} nats a token under top-k, by a word that they must not know; under threshold it ${causal.moved ? 'goes to' : 'stays at'} ${causal.at}.`,
  lookaheadSame: (loss: string, topkDepth: string, thresholdDepth: string) =>
    `On the page’s text as it stands above the two rules have the same loss, ${loss} nats a token, at mean depth ${topkDepth} against ${thresholdDepth}.`,
  lookahead: (facts: {
    readonly size: string;
    readonly gains: boolean;
    readonly topk: string;
    readonly threshold: string;
    readonly topkDepth: string;
    readonly thresholdDepth: string;
  }) =>
    `On the text as it stands above top-k’s loss is ${facts.size} nats a token ${facts.gains ? 'lower' : 'higher'} than threshold’s, ${facts.topk} against ${facts.threshold}, at mean depth ${facts.topkDepth} against ${facts.thresholdDepth}: what looking ahead ${facts.gains ? 'gains' : 'costs'} here.`,
  truncated: (tokens: number) =>
    `The text is longer than the model can read: its last ${counted(tokens, 'token')} were left off.`,

  why: {
    expert:
      'Top-k keeps the highest scores of the whole text, so a later word can take an earlier token’s place or leave one to it: in training that is a leak, and while a text is written the later words are not there. Threshold asks each token for its own score alone, and that score knows only what came before.',
    token:
      'Under token-choice each token chooses its depth from its own state, which knows only what came before. Nothing is compared between tokens, and the selection rule has no part in it.',
    random:
      'Random routing draws its numbers by position and not by word. Under threshold each number stands alone; under top-k the numbers of the whole text are compared, so it is not the word but the number of tokens that can change an earlier depth.',
    none: 'Nothing decides in this model: every token goes round as often as every other.',
  },
  places: (
    before: number,
    after: number,
    moved: readonly { readonly recursion: number; readonly was: number; readonly is: number }[],
  ) =>
    `The text goes from ${counted(before, 'token')} to ${after}, and top-k’s places are a share of them: it takes ${list(moved.map(({ recursion, was, is }) => `${is} instead of ${was} at recursion ${recursion}`))}.`,
  whyVanilla: 'In vanilla nothing earlier can change: it has no router, and attention looks only back.',

  /** One earlier token under one rule. `token` is its name. */
  effect: (token: string, rule: Rule, before: number, after: number, predicts: Prediction) => {
    const way =
      before === after
        ? `goes round ${times(before)}, before the change and after it.`
        : `goes round ${times(before)} before the change and ${times(after)} after it: ${after > before ? 'deeper' : 'shallower'}, though only a later word changed.`;
    return `${token}, ${under[rule]}: ${way} ${capital(prediction(predicts))}.`;
  },
  prediction,
  directions: { deeper: 'deeper', shallower: 'shallower' },
  /** Beside a row of the picture. */
  row: (flips: number, earlier: number) =>
    flips === 0 ? 'none changes' : `${flips} of ${earlier} ${flips === 1 ? 'changes' : 'change'}`,
  grid: 'Depth of each token before the change. Left and right arrows move between tokens, up and down between the rules; Enter pins a token, Escape lets it go.',
  hint: 'Look at a token to see what became of it under either rule.',
  legend: {
    depth: 'depth before the change, and after it where it is another',
    direction: 'deeper, shallower',
    moved: 'probability that moves in the token’s prediction, at least',
    turned: 'another next token is likeliest',
  },

  verdicts: {
    caption: 'What the change does to the tokens before it',
    flips: 'Earlier tokens that change depth',
    turned: 'Earlier tokens with another likeliest next token',
    moved: 'Most probability that moves at one of them',
    before: 'Loss of the earlier tokens before the change, nats',
    after: 'Loss of the earlier tokens after it, nats',
    difference: 'Difference',
    whole: 'Loss of the whole text before the change, nats',
    depth: 'Mean depth of the whole text before the change',
    share: (count: number, of: number) => `${count} of ${of}`,
    none: 'none',
  },
  table: {
    name: 'The tokens before the change as a table',
    caption: 'Depth, prediction and loss of each token before and after the change, under both rules',
    /** Head of a column under a rule. */
    under: (rule: string, column: string) => `${rule}: ${column}`,
    depth: 'depth',
    prediction: 'prediction',
    loss: 'loss of the next token',
    lossMoved: (before: string, difference: string) => `${before} nats, ${difference}`,
  },
  later: {
    title: 'From the change on',
    note: 'These tokens stand at the change or after it. They may change under every rule, and that is no leak.',
    caption: 'Tokens from the change on with their depths, before and after',
    before: 'before',
    after: 'after',
    more: (count: number) => `and ${count} more`,
  },

  examples: {
    place: {
      title: 'A place is left',
      lesson:
        'The new word makes as many tokens as the old one, so top-k has as many places: tokens far before it take those that now stand free.',
    },
    longer: {
      title: 'The text grows',
      lesson:
        'The new word falls into more tokens: top-k has more places, and even the first token goes deeper.',
    },
    shorter: {
      title: 'The text shrinks',
      lesson:
        'The new word is fewer tokens: top-k has fewer places, and tokens that stood long before it lose theirs.',
    },
    loss: {
      title: 'A better loss for nothing',
      lesson:
        'Look at the loss: under top-k the earlier tokens are guessed better after the change, though nothing they may know has changed.',
    },
  },
  /** In place of a lesson, with other models than the one an example was chosen for. */
  otherModel:
    'This change was chosen to show the leak with the switches as the page opens; the model in view may do otherwise.',

  editor: {
    examples: 'Changes that show it',
    word: 'The word that changes',
    wordAt: (word: string, number: number) => `${word}, word ${number}`,
    wordChanged: (word: string, number: number, to: string) => `${word}, word ${number}, now ${to}`,
    inPlaceOf: (word: string) => `In the place of ${word}`,
    another: 'another word',
    suggestions: 'Words to put there',
    putBack: (word: string) => `Put ${word} back`,
  },
};
