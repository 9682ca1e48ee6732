import { t } from '../../languages/current';
import type { LayerPass, Trace } from '../../model/trace';
import { type HeadRow, passesOf } from '../inspector/attention-row';
import { tokenName } from '../trace/describe';
import type { RunFacts } from '../trace/facts';
import { percent } from '../ui/format';
import { quoted } from '../ui/token-text';

/** Where one head is looked at from: a token, and a layer pass that it went through. */
export interface HeadPlace {
  readonly position: number;
  /** What the token went through, each with its name. */
  readonly passes: ReturnType<typeof passesOf>;
  readonly pass: LayerPass;
  /** `recursion 3, layer 2`. */
  readonly name: string;
}

/** The pinned token, or the deepest; the layer asked for, or the last one of its last recursion. */
export function headPlace(
  trace: Trace,
  facts: RunFacts,
  pinned: number | null,
  layer: number,
): HeadPlace | null {
  const position = pinned ?? deepest(facts);
  const passes = passesOf(trace, position);
  const deep = passes.findLast(({ pass }) => pass.recursion !== null) ?? passes.at(-1);
  const chosen = passes.find(({ pass }) => pass.layer === layer) ?? deep;
  return chosen && facts.tokens[position] ? { position, passes, ...chosen } : null;
}

/** “Token 6, “mat”, looks most at “The”, 61%. Every token before it is present.” */
export function describeHead(trace: Trace, facts: RunFacts, place: HeadPlace, row: HeadRow): string {
  const token = facts.tokens[place.position];
  if (!token) return '';
  const top = quoted(facts.tokens[row.top]?.text ?? '');
  const share = percent(row.weights[row.top] ?? 0);
  const weights = row.weights.slice(0, place.position + 1);
  const seen = seenBy(trace, weights, place.pass.recursion);
  return t().flow.head.looks(tokenName(token), top, share, seen);
}

function seenBy(trace: Trace, weights: readonly (number | null)[], recursion: number | null) {
  const absent = weights.filter((weight) => weight === null).length;
  if (absent > 0) return { absent };
  const shared = trace.config.kvCache === 'recursive_sharing' && recursion !== null && recursion > 1;
  return shared ? 'keptOnLapOne' : 'everyone';
}

function deepest(facts: RunFacts): number {
  return facts.tokens.reduce(
    (best, token) => (token.depth >= (facts.tokens[best]?.depth ?? 0) ? token.position : best),
    0,
  );
}
