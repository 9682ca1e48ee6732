import { t } from '../../languages/current';
import type { Deciding, Grounds } from '../../languages/en/trace';
import type { CacheMismatch } from '../../model/config';
import { score } from '../ui/format';

import { quoted } from '../ui/token-text';
import type { Decision, RunFacts, RunKind, TokenFacts } from './facts';
import { phrasesOfRun } from './phrases';

/**
 * What is said about a run. Captions, tooltips, screen readers, tables and the live summary all take their sentences from here, so
 * that everyone is told the same: here it is found out what there is to say, and the language says it.
 */

export function tokenName(token: TokenFacts): string {
  return t().tokens.name(token.position + 1, quoted(token.text));
}

/** One cell of the depth map: a token at a recursion. */
export function describeCell(facts: RunKind, token: TokenFacts, decision: Decision): string {
  const { recursion, passage } = decision;
  const name = tokenName(token);
  const { cell } = t().trace;
  if (passage === 'absent') return cell.absent(name, recursion, token.depth);
  if (passage === 'left') return cell.left(name, recursion, groundsOf(facts, decision));
  const gate = decision.gate === null ? null : score(decision.gate);
  if (recursion === 1) return cell.first(name, gate);
  return cell.again(name, recursion, groundsOf(facts, decision), gate);
}

/** What a decision was taken by. */
function groundsOf({ routing, rule }: RunKind, { score: value, bar, recursion }: Decision): Grounds {
  if (value === null) return { by: 'nothing' };
  if (routing === 'token') return { by: 'share', depth: recursion, share: score(value) };
  const held = bar === null ? null : { rule, value: score(bar) };
  return { by: comparedBy(routing), value: score(value, bar), bar: held };
}

const comparedBy = (routing: RunKind['routing']) => (routing === 'random' ? 'draw' : 'score');

/** Why a token went on or left: the inspector's sentence. */
export function describeToken(facts: RunFacts, token: TokenFacts): string {
  if (facts.routing === 'none') return t().trace.token.unrouted(facts.recursions);
  if (facts.routing === 'token') return describeTicket(facts, token);
  if (token.depth === facts.recursions) return describeWon(facts, token);
  const exit = token.decisions.find((decision) => decision.passage === 'left');
  return exit ? describeLost(facts, token, exit) : t().trace.token.left(token.depth);
}

function describeWon(facts: RunFacts, token: TokenFacts): string {
  const says = t().trace.token;
  const by = comparedBy(facts.routing);
  const contests = token.decisions.filter((decision) => decision.score !== null && decision.bar !== null);
  if (contests.length === 0) return says.wentAllTheWay(token.depth);
  if (facts.rule === 'topk') {
    const kept = contests.map((decision) => facts.through[decision.recursion - 1] ?? 0);
    return says.amongHighest(by, kept, token.depth);
  }
  const margins = contests.map(({ score: value, bar }) => margin((value ?? 0) - (bar ?? 0)));
  return says.aboveThreshold(by, margins, token.depth);
}

function describeLost(facts: RunFacts, { depth }: TokenFacts, exit: Decision): string {
  const says = t().trace.token;
  const by = comparedBy(facts.routing);
  const { recursion, score: value, bar } = exit;
  if (value === null || bar === null) return says.leftBefore(recursion, depth);
  const reached = score(value, bar);
  if (facts.rule === 'topk') {
    return says.belowKept(by, recursion, reached, facts.through[recursion - 1] ?? 0, score(bar), depth);
  }
  return says.belowThreshold(by, recursion, reached, margin(bar - value), depth);
}

/** A difference of scores, never written as nothing where there is one. */
function margin(difference: number): string {
  return score(difference, difference === 0 ? null : 0);
}

/** Token-choice: the depth stands on the ticket from the start. */
function describeTicket({ recursions }: RunFacts, { decisions, depth }: TokenFacts): string {
  const own = decisions[depth - 1]?.score ?? null;
  const next = decisions[depth]?.score ?? null;
  return t().trace.token.ticket(
    depth,
    recursions,
    own === null ? null : score(own),
    next === null ? null : score(next, own),
  );
}

/** The depth map's caption: the whole run, or the state at the recursion scrubbed to. */
export function describeRun(facts: RunFacts, recursion: number | null = null): string {
  return phrasesOfRun(facts, recursion)
    .map(({ text }) => text)
    .join('');
}

/** After the caption of a text that is longer than the model can read. */
export function describeTruncated(count: number): string {
  return t().trace.truncated(count);
}

/** The score in a cell: where it decided, and with whoever left. Null where there is none to show. */
export function scoreShown({ routing }: RunKind, decision: Decision): string | null {
  const { score: value, bar, recursion, passage } = decision;
  const decides = bar !== null || (routing === 'token' && recursion > 1) || passage === 'left';
  return value !== null && decides ? score(value, bar) : null;
}

/** Row label of the map: `8 of 14`. */
export const describeRow = (facts: RunFacts, recursion: number) =>
  t().trace.through(facts.through[recursion - 1] ?? 0, facts.tokens.length);

/** What decides here, for the legend. */
export function describeRule(facts: RunFacts): string {
  return t().trace.rule(decidingIn(facts));
}

function decidingIn({ routing, rule, bars: all }: RunFacts): Deciding {
  if (routing === 'token') return { by: 'share' };
  if (rule === 'topk') return { by: 'topk' };
  // Once everybody has left nobody is asked any more, and there is no bar.
  const bars = all.slice(1).filter((bar) => bar !== null);
  const [first] = bars;
  if (first === undefined) return { by: 'nothing' };
  const same = bars.every((bar) => bar === first);
  return { by: 'threshold', bars: (same ? [first] : bars).map((bar) => score(bar)) };
}

/** “Mismatch: trained with the recursion-wise cache, run with the shared cache.” */
export function describeMismatch({ trained, served }: CacheMismatch): string {
  const { caches, mismatch } = t().trace;
  return mismatch(caches[trained], caches[served]);
}
