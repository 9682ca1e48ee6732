import { t } from '../../languages/current';
import type { Prediction } from '../../languages/en/causality';
import type { SelectionRule } from '../../model/trace';
import type { Comparison, Pair } from '../../store/causality';
import type { Vocabulary } from '../inspector/vocabulary';
import { percent } from '../ui/format';
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

/** What is said of the changed word: caption, cells, tables and screen reader take their sentences from here. */

export const RULES: readonly SelectionRule[] = ['topk', 'threshold'];

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
  const says = t().causality;
  const { change, topk } = comparison;
  const word = quoted(all[place]?.text ?? '');
  if (all.length < 2 && (change.before === change.after || earlierTokens(topk) === 0)) return says.oneWord;
  if (change.before === change.after) return says.unchanged(word);
  if (readsTheSame(topk)) {
    return topk.before.truncated > 0 ? says.beyond(word, topk.before.tokens.length) : says.sameTokens;
  }
  const earlier = effects.topk.tokens.length;
  if (earlier === 0) return says.nothingEarlier(word);
  const [ranked, causal] = [effects.topk.flips, effects.threshold.flips];
  if (topk.before.config.routing.type === 'token') return says.tokenChoice(Math.max(ranked, causal), earlier);
  return says.change(ranked, causal, earlier);
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
  const { waiting } = t().causality;
  if (why.words === 0) return waiting.noWords;
  if (why.asked) return waiting.asked;
  if (why.down) return waiting.down;
  return why.failed ? waiting.failed : waiting.notReady;
}

/** What became of the predictions made at earlier tokens under top-k; null where none moved. */
export function describePredictions({ topk }: Effects): string | null {
  if (topk.mostMoved === 0) return null;
  const { predictionsKept, predictionsTurned } = t().causality;
  const most = percent(topk.mostMoved);
  return topk.turned === 0 ? predictionsKept(most) : predictionsTurned(topk.turned, most);
}

/** What the change does to the loss of tokens before it. */
export function describeLoss({ topk, threshold }: Effects): string | null {
  if (topk.loss === null || threshold.loss === null) return null;
  const says = t().causality;
  if (!changes(topk.loss)) return changes(threshold.loss) ? null : says.lossStays;
  const { before, after } = topk.loss;
  const digits = digitsFor(after - before);
  const causal = changes(threshold.loss)
    ? { at: threshold.loss.after.toFixed(digits), moved: true }
    : { at: threshold.loss.before.toFixed(3), moved: false };
  return says.lossMoves(before.toFixed(digits), after.toFixed(digits), causal);
}

/** What looking ahead gains or costs on the page's own text. */
export function describeLookahead({ topk, threshold }: Comparison): string | null {
  const [ahead, causal] = [topk.before.loss, threshold.before.loss];
  if (ahead === null || causal === null || topk.before.config.routing.type === 'token') return null;
  const difference = ahead - causal;
  const says = t().causality;
  const depths = [meanDepth(topk.before.depth), meanDepth(threshold.before.depth)] as const;
  if (Math.abs(difference) < NOISE) return says.lookaheadSame(causal.toFixed(3), ...depths);
  const digits = digitsFor(difference);
  return says.lookahead({
    size: Math.abs(difference).toFixed(digits),
    gains: difference < 0,
    topk: ahead.toFixed(digits),
    threshold: causal.toFixed(digits),
    topkDepth: depths[0],
    thresholdDepth: depths[1],
  });
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
  const { why, whyVanilla } = t().causality;
  return [
    why[topk.before.config.routing.type],
    ...placesNote(comparison),
    ...(comparison.vanilla ? [whyVanilla] : []),
  ];
}

/** A longer text has more places to give. */
function placesNote({ topk }: Comparison): readonly string[] {
  const { before, after } = topk;
  if (before.config.routing.type === 'token' || before.tokens.length === after.tokens.length) return [];
  const [was, is] = [takenOf(before), takenOf(after)];
  const moved = was.flatMap((count, i) => {
    const now = is[i] ?? 0;
    return i > 0 && count !== now ? [{ recursion: i + 1, was: count, is: now }] : [];
  });
  if (moved.length === 0) return [];
  return [t().causality.places(before.tokens.length, after.tokens.length, moved)];
}

/** One earlier token under one rule: its cell's sentence. */
export function describeEffect(effect: Effect, rule: SelectionRule, textOf: Vocabulary | null): string {
  const { depth, position, text } = effect;
  const token = t().tokens.name(position + 1, quoted(text));
  return t().causality.effect(token, rule, depth.before, depth.after, predictionOf(effect, textOf));
}

export function directionOf({ depth }: Pick<Effect, 'depth'>): 'deeper' | 'shallower' {
  return depth.after > depth.before ? 'deeper' : 'shallower';
}

/** What became of the prediction made at a token. */
export function describePrediction(effect: Effect, textOf: Vocabulary | null): string {
  return t().causality.prediction(predictionOf(effect, textOf));
}

function predictionOf({ next, turned, moved }: Effect, textOf: Vocabulary | null): Prediction {
  if (moved === 0) return { moved: null };
  const share = percent(moved);
  if (!turned || next === null) return { moved: share, turned: null };
  if (textOf === null) return { moved: share, turned: 'unknown' };
  return { moved: share, turned: [quoted(textOf(next.before)), quoted(textOf(next.after))] };
}

/** Depth before and after, `2` or `1 → 2`. */
export function depthWords({ depth }: Pick<Effect, 'depth'>): string {
  return flipped({ depth }) ? `${depth.before} → ${depth.after}` : String(depth.before);
}

/** Beside a row of the picture: `2 of 9 change`. */
export function describeRow({ flips, tokens }: RuleEffects): string {
  return t().causality.row(flips, tokens.length);
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
  const says = t().causality.verdicts;
  const share = (count: number, { tokens }: RuleEffects) => says.share(count, tokens.length);
  const routed = ({ before }: Pair) => before.config.routing.type !== 'none';
  return [
    row(says.flips, (pair, each) => (routed(pair) ? share(each.flips, each) : '–')),
    row(says.turned, (_, each) => share(each.turned, each)),
    row(says.moved, (_, { mostMoved }) => (mostMoved === 0 ? says.none : percent(mostMoved))),
    row(says.before, (_, { loss }) => loss?.before.toFixed(3) ?? '–'),
    row(says.after, (_, { loss }) => loss?.after.toFixed(3) ?? '–'),
    row(says.difference, (_, { loss }) => (loss === null ? '–' : differenceOf(loss))),
    row(says.whole, ({ before }) => before.loss?.toFixed(3) ?? '–'),
    row(says.depth, (pair) => (routed(pair) ? meanDepth(pair.before.depth) : '–')),
  ];
}

/** `+0.013`, `−0.028`, `none`. */
export function differenceOf(moved: Moved): string {
  if (!changes(moved)) return t().causality.verdicts.none;
  const difference = moved.after - moved.before;
  return `${difference < 0 ? '−' : '+'}${Math.abs(difference).toFixed(digitsFor(difference))}`;
}
