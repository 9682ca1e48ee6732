import type { SelectionRule } from '../../model/trace';
import type { Comparison, Pair } from '../../store/causality';
import type { Vocabulary } from '../inspector/vocabulary';
import { list } from '../trace/describe';
import { capital, counted, percent, times, words } from '../ui/format';
import { quoted } from '../ui/token-text';
import {
  type Effect,
  earlierTokens,
  flipped,
  type Moved,
  NOISE,
  type RuleEffects,
  readsTheSame,
  takenOf,
} from './effects';
import type { Word } from './words';

/** The sentences of the changed word: caption, cells, tables and screen reader take theirs from here. */

export const RULES: readonly SelectionRule[] = ['topk', 'threshold'];
export const RULE_NAMES: { readonly [rule in SelectionRule]: string } = {
  topk: 'Top-k',
  threshold: 'Threshold',
};
const IN_SENTENCE: { readonly [rule in SelectionRule]: string } = {
  topk: 'under top-k',
  threshold: 'under threshold',
};

export type Effects = { readonly [rule in SelectionRule]: RuleEffects };

/** Which word is changed. */
export interface Asked {
  readonly words: readonly Word[];
  readonly place: number;
}

/** “Under top-k 3 of 9 earlier tokens change depth although only a later word changed; under threshold none can.” */
export function describeChange(
  comparison: Comparison,
  effects: Effects,
  { words: all, place }: Asked,
): string {
  const { change, topk } = comparison;
  const word = quoted(all[place]?.text ?? '');
  if (all.length < 2 && (change.before === change.after || earlierTokens(topk) === 0)) {
    return 'The text has one word, and nothing stands before it. Type more above.';
  }
  if (change.before === change.after) {
    return `Nothing is changed yet. Put another word in place of ${word} and see which of the tokens before it change.`;
  }
  if (readsTheSame(topk)) {
    return topk.before.truncated > 0
      ? `${capital(word)} stands beyond the ${counted(topk.before.tokens.length, 'token')} that the model reads: nothing that it reads has changed.`
      : 'For the model nothing has changed: it reads the same tokens.';
  }
  const earlier = effects.topk.tokens.length;
  if (earlier === 0)
    return `Nothing stands before ${word}, so nothing earlier can change. Choose a later word.`;
  if (topk.before.config.routing.type === 'token') {
    return `Under token-choice ${ofEarlier(rounded(effects), earlier)}${rounded(effects) === 0 ? ', under either rule' : ' by rounding'}.`;
  }
  const { flips } = effects.topk;
  const although = flips === 0 ? ' this time' : ' although only a later word changed';
  return `Under top-k ${ofEarlier(flips, earlier)}${although}; ${thresholdClause(effects)}.`;
}

/** Why there is nothing to see yet. */
export function describeWaiting(why: {
  /** Words of the text. */
  readonly words: number;
  /** The models are there and were asked. */
  readonly asked: boolean;
  /** No backend works here. */
  readonly down: boolean;
  /** The page's own run failed. */
  readonly failed: boolean;
}): string {
  if (why.words === 0)
    return 'There is no word to change yet. Type a sentence above, or take one of these changes.';
  if (why.asked) return 'The model reads the text before and after the change.';
  if (why.down) {
    return 'Nothing here can compute, and what a change does cannot be played back from a recorded run.';
  }
  if (why.failed) return 'The run failed, and so there is nothing to compare. What went wrong stands above.';
  return 'The models are not there yet. The change is run when they are.';
}

function ofEarlier(flips: number, earlier: number): string {
  if (flips === 0) {
    return earlier === 1
      ? 'the one earlier token keeps its depth'
      : `none of the ${earlier} earlier tokens changes depth`;
  }
  if (earlier === 1) return 'the one earlier token changes depth';
  return `${flips} of ${earlier} earlier tokens ${flips === 1 ? 'changes' : 'change'} depth`;
}

/** No depth can change under threshold, but one whose score lies on the threshold may fall to either side of it by rounding. */
function thresholdClause({ threshold }: Effects): string {
  if (threshold.flips === 0) return 'under threshold none can';
  return `under threshold ${words(threshold.flips)} did by rounding, with a score that lies on the threshold`;
}

const rounded = ({ topk, threshold }: Effects) => Math.max(topk.flips, threshold.flips);

/** What became of the predictions made at earlier tokens under top-k; null where none moved. */
export function describePredictions({ topk }: Effects): string | null {
  if (topk.mostMoved === 0) return null;
  const most = `${percent(topk.mostMoved)} of the probability moves`;
  if (topk.turned === 0) {
    return `What the earlier tokens predict moves with it: up to ${most}, though each still has the same likeliest next token.`;
  }
  const turned = topk.turned === 1 ? 'one earlier token finds' : `${words(topk.turned)} earlier tokens find`;
  return `What the earlier tokens predict moves with it: ${turned} another next token likeliest, and up to ${most}.`;
}

/** What the change does to the loss of tokens before it. */
export function describeLoss({ topk, threshold }: Effects): string | null {
  if (topk.loss === null || threshold.loss === null) return null;
  if (!changes(topk.loss)) {
    return changes(threshold.loss)
      ? null
      : 'The loss of the earlier tokens stays as it was under both rules.';
  }
  const { before, after } = topk.loss;
  const digits = digitsFor(after - before);
  const stays = changes(threshold.loss)
    ? `under threshold it goes to ${threshold.loss.after.toFixed(digits)}`
    : `under threshold it stays at ${threshold.loss.before.toFixed(3)}`;
  return `The loss of the earlier tokens goes from ${before.toFixed(digits)} to ${after.toFixed(digits)} nats a token under top-k, by a word that they must not know; ${stays}.`;
}

/** What looking ahead gains or costs on the page's own text. */
export function describeLookahead({ topk, threshold }: Comparison): string | null {
  const [ahead, causal] = [topk.before.loss, threshold.before.loss];
  if (ahead === null || causal === null || topk.before.config.routing.type === 'token') return null;
  const difference = ahead - causal;
  const depths = `at mean depth ${meanDepth(topk.before.depth)} against ${meanDepth(threshold.before.depth)}`;
  if (Math.abs(difference) < NOISE) {
    return `On the page’s text as it stands above the two rules have the same loss, ${causal.toFixed(3)} nats a token, ${depths}.`;
  }
  const digits = digitsFor(difference);
  const [side, verb] = difference < 0 ? ['lower', 'gains'] : ['higher', 'costs'];
  return `On the text as it stands above top-k’s loss is ${Math.abs(difference).toFixed(digits)} nats a token ${side} than threshold’s, ${ahead.toFixed(digits)} against ${causal.toFixed(digits)}, ${depths}: what looking ahead ${verb} here.`;
}

function meanDepth(depth: Int32Array): string {
  return (depth.reduce((sum, each) => sum + each, 0) / depth.length).toFixed(2);
}

const changes = ({ before, after }: Moved) => Math.abs(after - before) >= NOISE;

/** As many digits as it takes to see a difference. */
const digitsFor = (difference: number) => (Math.abs(difference) < 1e-3 ? 4 : 3);

/** Why it is so, for the routing in view; and why it is not so in vanilla. */
export function notesOn(comparison: Comparison): readonly string[] {
  const { topk } = comparison;
  const vanilla = comparison.vanilla
    ? ['In vanilla nothing earlier can change: it has no router, and attention looks only back.']
    : [];
  return [WHY[topk.before.config.routing.type], ...placesNote(comparison), ...vanilla];
}

const WHY: { readonly [routing in Comparison['topk']['before']['config']['routing']['type']]: string } = {
  expert:
    'Top-k keeps the highest scores of the whole text, so a later word can take an earlier token’s place or leave one to it: in training that is a leak, and while a text is written the later words are not there. Threshold asks each token for its own score alone, and that score knows only what came before.',
  token:
    'Under token-choice each token chooses its depth from its own state, which knows only what came before. Nothing is compared between tokens, and the selection rule has no part in it.',
  random:
    'Random routing draws its numbers by position and not by word. Under threshold each number stands alone; under top-k the numbers of the whole text are compared, so it is not the word but the number of tokens that can change an earlier depth.',
  none: 'Nothing decides in this model: every token goes round as often as every other.',
};

/** A longer text has more places to give. */
function placesNote({ topk }: Comparison): readonly string[] {
  const { before, after } = topk;
  if (before.config.routing.type === 'token' || before.tokens.length === after.tokens.length) return [];
  const [was, is] = [takenOf(before), takenOf(after)];
  const moved = was.flatMap((count, i) =>
    i > 0 && count !== is[i] ? [`${is[i]} instead of ${count} at recursion ${i + 1}`] : [],
  );
  if (moved.length === 0) return [];
  return [
    `The text goes from ${counted(before.tokens.length, 'token')} to ${after.tokens.length}, and top-k’s places are a share of them: it takes ${list(moved)}.`,
  ];
}

/** One earlier token under one rule: its cell's sentence. */
export function describeEffect(effect: Effect, rule: SelectionRule, textOf: Vocabulary | null): string {
  const { depth } = effect;
  const way = flipped(effect)
    ? `goes round ${times(depth.before)} before the change and ${times(depth.after)} after it: ${directionOf(effect)}, though only a later word changed.`
    : `goes round ${times(depth.before)}, before the change and after it.`;
  return `Token ${effect.position + 1}, ${quoted(effect.text)}, ${IN_SENTENCE[rule]}: ${way} ${capital(describePrediction(effect, textOf))}.`;
}

export function directionOf({ depth }: Pick<Effect, 'depth'>): 'deeper' | 'shallower' {
  return depth.after > depth.before ? 'deeper' : 'shallower';
}

/** What became of the prediction made at a token. */
export function describePrediction({ next, turned, moved }: Effect, textOf: Vocabulary | null): string {
  if (moved === 0) return 'its prediction stays';
  const share = `${percent(moved)} of the probability moves`;
  if (!turned || next === null) return `${share}, the likeliest next token stays`;
  const from = textOf ? `${quoted(textOf(next.before))} to ${quoted(textOf(next.after))}` : 'one to another';
  return `${share}, the likeliest next token goes from ${from}`;
}

/** Depth before and after, `2` or `1 → 2`. */
export function depthWords({ depth }: Pick<Effect, 'depth'>): string {
  return flipped({ depth }) ? `${depth.before} → ${depth.after}` : String(depth.before);
}

/** Beside a row of the picture: `2 of 9 change`. */
export function describeRow({ flips, tokens }: RuleEffects): string {
  return flips === 0 ? 'none changes' : `${flips} of ${tokens.length} ${flips === 1 ? 'changes' : 'change'}`;
}

/** A measure of the change, for each rule and for vanilla. */
export interface Verdict {
  readonly measure: string;
  readonly values: { readonly [column in SelectionRule | 'vanilla']: string };
}

/** What the change costs, measure by measure. */
export function verdictsOf(
  comparison: Comparison,
  effects: Effects,
  vanilla: RuleEffects | null,
): readonly Verdict[] {
  const row = (measure: string, of: (pair: Pair, effects: RuleEffects) => string): Verdict => ({
    measure,
    values: {
      topk: of(comparison.topk, effects.topk),
      threshold: of(comparison.threshold, effects.threshold),
      vanilla: comparison.vanilla && vanilla ? of(comparison.vanilla, vanilla) : '–',
    },
  });
  const share = (count: number, { tokens }: RuleEffects) => `${count} of ${tokens.length}`;
  const routed = ({ before }: Pair) => before.config.routing.type !== 'none';
  return [
    row('Earlier tokens that change depth', (pair, each) => (routed(pair) ? share(each.flips, each) : '–')),
    row('Earlier tokens with another likeliest next token', (_, each) => share(each.turned, each)),
    row('Most probability that moves at one of them', (_, { mostMoved }) =>
      mostMoved === 0 ? 'none' : percent(mostMoved),
    ),
    row(
      'Loss of the earlier tokens before the change, nats',
      (_, { loss }) => loss?.before.toFixed(3) ?? '–',
    ),
    row('Loss of the earlier tokens after it, nats', (_, { loss }) => loss?.after.toFixed(3) ?? '–'),
    row('Difference', (_, { loss }) => (loss === null ? '–' : differenceOf(loss))),
    row('Loss of the whole text before the change, nats', ({ before }) => before.loss?.toFixed(3) ?? '–'),
    row('Mean depth of the whole text before the change', (pair) =>
      routed(pair) ? meanDepth(pair.before.depth) : '–',
    ),
  ];
}

/** `+0.013`, `−0.028`, `none`. */
export function differenceOf(moved: Moved): string {
  if (!changes(moved)) return 'none';
  const difference = moved.after - moved.before;
  return `${difference < 0 ? '−' : '+'}${Math.abs(difference).toFixed(digitsFor(difference))}`;
}
