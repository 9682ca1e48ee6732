import { mean } from 'd3-array';
import type { Readout, Token, Trace } from '../../model/trace';
import type { Comparison, Pair } from '../../store/causality';

/** Probability and nats below which two runs say the same: texts of other lengths are summed up in another order. */
export const NOISE = 1e-4;

/** Something before the change of the word and after it. */
export interface Moved<T = number> {
  readonly before: T;
  readonly after: T;
}

/** What the change of a later word did to one earlier token, under one rule. */
export interface Effect {
  /** The same in both texts. */
  readonly position: number;
  readonly text: string;
  readonly depth: Moved;
  /** Id of the likeliest next token; null where the run kept no predictions. */
  readonly next: Moved | null;
  /** True where the likeliest next token is another one. */
  readonly turned: boolean;
  /** Probability that moved in its prediction, in [0, 1], and perhaps more among the tokens that were not kept; 0 below the noise. */
  readonly moved: number;
  /** Nats of the token that follows; null for the last, which is followed by the change. */
  readonly nll: Moved | null;
}

/** One rule's part of a comparison. */
export interface RuleEffects {
  readonly tokens: readonly Effect[];
  /** Earlier tokens that change depth. */
  readonly flips: number;
  /** Earlier tokens whose likeliest next token changes. */
  readonly turned: number;
  /** The most probability that moved at one earlier token. */
  readonly mostMoved: number;
  /** Nats a token over the earlier tokens, each predicted from those before it; null where there are fewer than two. */
  readonly loss: Moved | null;
}

/** How many tokens the two texts have from their first on in common: those that stand before the change. */
export function earlierTokens({ before, after }: Pair): number {
  const most = Math.min(before.tokens.length, after.tokens.length);
  for (let t = 0; t < most; t += 1) if (before.tokens[t]?.id !== after.tokens[t]?.id) return t;
  return most;
}

/** True where the model reads the same tokens before and after: nothing was changed, or only what lies beyond its context. */
export function readsTheSame({ before, after }: Pair): boolean {
  return (
    before.tokens.length === after.tokens.length && earlierTokens({ before, after }) === before.tokens.length
  );
}

export function effectsOf(pair: Pair): RuleEffects {
  const { before, after } = pair;
  const count = earlierTokens(pair);
  const shift = shiftOf(before, after);
  const tokens = before.tokens.slice(0, count).map((token, t): Effect => {
    const { next, moved } = shift(t);
    return {
      position: t,
      text: token.text,
      depth: { before: before.depth[t] ?? 0, after: after.depth[t] ?? 0 },
      next,
      turned: moved >= NOISE && next !== null && next.before !== next.after,
      moved: moved >= NOISE ? moved : 0,
      nll: t + 1 < count ? { before: before.nll[t] ?? 0, after: after.nll[t] ?? 0 } : null,
    };
  });
  return {
    tokens,
    flips: tokens.filter(flipped).length,
    turned: tokens.filter((token) => token.turned).length,
    mostMoved: Math.max(0, ...tokens.map((token) => token.moved)),
    loss: meanOf(tokens.flatMap((token) => token.nll ?? [])),
  };
}

/** What the change did to earlier tokens under either rule. */
export function effectsUnder({ topk, threshold }: Comparison) {
  return { topk: effectsOf(topk), threshold: effectsOf(threshold) };
}

export const flipped = ({ depth }: Pick<Effect, 'depth'>) => depth.before !== depth.after;

function meanOf(values: readonly Moved[]): Moved | null {
  if (values.length === 0) return null;
  return { before: mean(values, (each) => each.before) ?? 0, after: mean(values, (each) => each.after) ?? 0 };
}

/** What became of the prediction made at a token. */
function shiftOf(before: Trace, after: Trace) {
  const [was, is] = [outputOf(before), outputOf(after)];
  return (t: number): { next: Moved | null; moved: number } => {
    if (was === null || is === null) return { next: null, moved: 0 };
    const [a, b] = [keptAt(was, t), keptAt(is, t)];
    const next = { before: was.ids[t * was.k] ?? 0, after: is.ids[t * is.k] ?? 0 };
    return { next, moved: probabilityMoved(a, b) };
  };
}

const outputOf = (trace: Trace) => trace.readouts.find((readout) => readout.afterRecursion === null) ?? null;

function keptAt({ ids, probabilities, k }: Readout, t: number): ReadonlyMap<number, number> {
  return new Map(
    Array.from({ length: k }, (_, i) => [ids[t * k + i] ?? 0, probabilities[t * k + i] ?? 0] as const),
  );
}

/**
 * Total variation, ½ Σ |p − q|, over the tokens that both kept and the rest taken as one: what moved at least.
 */
export function probabilityMoved(p: ReadonlyMap<number, number>, q: ReadonlyMap<number, number>): number {
  let [apart, restOfP, restOfQ] = [0, 1, 1];
  for (const [id, share] of p) {
    const other = q.get(id);
    if (other === undefined) continue;
    apart += Math.abs(share - other);
    restOfP -= share;
    restOfQ -= other;
  }
  return (apart + Math.abs(restOfP - restOfQ)) / 2;
}

/** A token from the change on, with its depth under each rule. */
export interface LaterToken {
  readonly position: number;
  readonly text: string;
  readonly depth: { readonly topk: number; readonly threshold: number };
}

/** What stands from the change on, in the text before and in the text after. */
export function laterTokens({ topk, threshold }: Comparison): Moved<readonly LaterToken[]> {
  const from = earlierTokens(topk);
  const later = (side: keyof Pair) =>
    topk[side].tokens.slice(from).map((token: Token, i) => ({
      position: from + i,
      text: token.text,
      depth: { topk: topk[side].depth[from + i] ?? 0, threshold: threshold[side].depth[from + i] ?? 0 },
    }));
  return { before: later('before'), after: later('after') };
}

/** Tokens that each recursion took, recursion 1 first. */
export function takenOf(trace: Trace): readonly number[] {
  return trace.recursions.map(({ selected }) => selected.length);
}
