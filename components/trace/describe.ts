import type { CacheMismatch, KvCacheType } from '../../model/config';
import type { Trace } from '../../model/trace';
import { counted, nats, score, times, words } from '../ui/format';
import { quoted } from '../ui/token-text';
import type { Decision, RunFacts, RunKind, TokenFacts } from './facts';
import { phrasesOfRun } from './phrases';

/**
 * The sentences about a run. Captions, tooltips, screen readers, tables and the live summary all take theirs from here, so
 * that everyone is told the same.
 */

const ORDINALS = ['none', 'first', 'second', 'third', 'fourth'];

export function tokenName(token: TokenFacts): string {
  return `Token ${token.position + 1}, ${quoted(token.text)}`;
}

/** One cell of the depth map: a token at a recursion. */
export function describeCell(facts: RunKind, token: TokenFacts, decision: Decision): string {
  return `${tokenName(token)}: ${decisionSentence(facts, token, decision)}`;
}

function decisionSentence(facts: RunKind, token: TokenFacts, decision: Decision): string {
  const { recursion, passage } = decision;
  if (passage === 'absent') {
    return `not here at recursion ${recursion}; it left after going round ${times(token.depth)}.`;
  }
  if (passage === 'left') return `leaves here, before recursion ${recursion}${because(facts, decision)}.`;
  const gate = decision.gate === null ? '' : ` Gate ${score(decision.gate)}.`;
  if (recursion === 1) return `goes through recursion 1, as every token does.${gate}`;
  return `goes round again, recursion ${recursion}${because(facts, decision)}.${gate}`;
}

/** `, score .93 against a threshold of .50`: what a decision was taken by. */
function because(facts: RunKind, { score: value, bar, recursion }: Decision): string {
  if (value === null) return '';
  if (facts.routing === 'token') return `; its router gave depth ${recursion} a share of ${score(value)}`;
  const what = facts.routing === 'random' ? 'number drawn' : 'score';
  if (bar === null) return `, ${what} ${score(value)}`;
  const rule = facts.rule === 'topk' ? 'the lowest kept was' : 'the threshold is';
  return `, ${what} ${score(value, bar)}, ${rule} ${score(bar)}`;
}

/** Why a token went on or left: the inspector's sentence. */
export function describeToken(facts: RunFacts, token: TokenFacts): string {
  const all = token.depth === facts.recursions;
  const ran = `so the shared block ran on it ${times(token.depth)}.`;
  if (facts.routing === 'none') {
    return `Nothing decides in this model: every token goes round ${times(facts.recursions)}.`;
  }
  if (facts.routing === 'token') return describeTicket(facts, token);
  if (all) return `${wonSentence(facts, token)}, ${ran}`;

  const exit = token.decisions.find((decision) => decision.passage === 'left');
  return `${exit ? lostSentence(facts, exit) : 'It left'}, ${ran} It waits and rejoins for the last layer.`;
}

function wonSentence(facts: RunFacts, token: TokenFacts): string {
  const contests = token.decisions.filter((decision) => decision.score !== null && decision.bar !== null);
  if (contests.length === 0) return 'It went all the way';
  if (facts.rule === 'topk') {
    const kept = contests.map((decision) => facts.through[decision.recursion - 1] ?? 0);
    return `Selected at every recursion, among the ${kept.map(words).join(', then the ')} with the highest ${facts.routing === 'random' ? 'numbers drawn' : 'scores of this text'}`;
  }
  const margins = contests.map(({ score: value, bar }) => margin((value ?? 0) - (bar ?? 0)));
  const verb =
    facts.routing === 'random'
      ? 'The number drawn was above the threshold by'
      : 'Its score was above the threshold by';
  return `Selected at every recursion. ${verb} ${list(margins)}`;
}

function lostSentence(facts: RunFacts, { recursion, score: value, bar }: Decision): string {
  if (value === null || bar === null) return `It left before recursion ${recursion}`;
  const what = facts.routing === 'random' ? 'The number drawn' : 'Its score';
  if (facts.rule === 'topk') {
    return `${what} before recursion ${recursion}, ${score(value, bar)}, was below the lowest of the ${words(facts.through[recursion - 1] ?? 0)} kept, ${score(bar)}`;
  }
  return `${what} before recursion ${recursion}, ${score(value, bar)}, was ${margin(bar - value)} short of the threshold`;
}

/** A difference of scores, never written as nothing where there is one. */
function margin(difference: number): string {
  return score(difference, difference === 0 ? null : 0);
}

/** Token-choice: the depth stands on the ticket from the start. */
function describeTicket(facts: RunFacts, token: TokenFacts): string {
  const own = token.decisions[token.depth - 1]?.score;
  const next = token.decisions[token.depth]?.score;
  const share = own === null || own === undefined ? '' : ` with a share of ${score(own)}`;
  const beyond =
    next === null || next === undefined ? '' : ` One more would have had ${score(next, own ?? null)}.`;
  const chosen = `Chose its depth before the first pass: ${words(token.depth)} of ${words(facts.recursions)}${share}, the largest.`;
  return `${chosen}${beyond}`;
}

/** The depth map's caption: the whole run, or the state at the recursion scrubbed to. */
export function describeRun(facts: RunFacts, recursion: number | null = null): string {
  return phrasesOfRun(facts, recursion)
    .map(({ text }) => text)
    .join('');
}

/** After the caption of a text that is longer than the model can read. */
export function describeTruncated(count: number): string {
  return `The text is longer than the model can read: the last ${counted(count, 'token')} were left off.`;
}

/** The score in a cell: where it decided, and with whoever left. Null where there is none to show. */
export function scoreShown({ routing }: RunKind, decision: Decision): string | null {
  const { score: value, bar, recursion, passage } = decision;
  const decides = bar !== null || (routing === 'token' && recursion > 1) || passage === 'left';
  return value !== null && decides ? score(value, bar) : null;
}

/** What a screen reader is told when a run is done. */
export function describeFinish(facts: RunFacts, mor: Trace, vanilla: Trace | null): string {
  const own = mor.loss === null ? '' : ` Loss ${nats(mor.loss)} a token`;
  const other =
    mor.loss === null || !vanilla || vanilla.loss === null ? '' : `, vanilla ${nats(vanilla.loss)}`;
  return `Run complete, ${counted(facts.tokens.length, 'token')}. ${describeRun(facts)}${own ? `${own}${other}.` : ''}`;
}

/** Row label of the map: `8 of 14`. */
export const describeRow = (facts: RunFacts, recursion: number) =>
  `${facts.through[recursion - 1] ?? 0} of ${facts.tokens.length}`;

/** What decides here, for the legend. */
export function describeRule(facts: RunFacts): string {
  if (facts.routing === 'token') return 'left here, with the share of this depth';
  const bars = facts.bars.slice(1);
  const same = bars.every((bar) => bar === bars[0]);
  const first = bars[0];
  if (facts.rule === 'topk') return 'left here: not among the highest scores of the text';
  if (first === undefined || first === null) return 'left here';
  if (same) return `left here, with its score (goes on at ${score(first)})`;
  return `left here, with its score (goes on at ${list(
    bars.map((bar, i) => `${score(bar ?? 0)} before the ${ORDINALS[i + 2]} pass`),
  )})`;
}

/** The caches by name. */
export const CACHE_NAMES: { readonly [cache in KvCacheType]: string } = {
  recursion_wise: 'recursion-wise cache',
  recursive_sharing: 'shared cache',
  full: 'full cache',
};

/** “Mismatch: trained with the recursion-wise cache, run with the shared cache.” */
export function describeMismatch({ trained, served }: CacheMismatch): string {
  return `Mismatch: trained with the ${CACHE_NAMES[trained]}, run with the ${CACHE_NAMES[served]}.`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
