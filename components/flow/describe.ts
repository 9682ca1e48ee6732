import { t } from '../../languages/current';
import type { Leaving, Verdict, Whom } from '../../languages/en/flow';
import type { Rich } from '../../languages/rich';
import type { Role } from '../../store/state';
import type { Decision, RunFacts } from '../trace/facts';
import type { Phrase } from '../trace/phrases';
import { flops, percent, score } from '../ui/format';
import { quoted } from '../ui/token-text';
import type { Phase, Timeline } from './timeline';

/** What the sentences about a flow are made from. */
export interface FlowFacts {
  readonly facts: RunFacts;
  readonly timeline: Timeline;
  /** The model in the picture, and the one on the same clock. */
  readonly model: Role;
  readonly beside: Role | null;
  /** Whose weights an unrolled layer uses: the stored layer. */
  readonly storedLayer: (layer: number) => number;
}

/** More than so many that leave are counted, not named. */
const NAMED = 3;

/** What has happened when so many phases are over; 0 is the start. */
export function describeStep(flow: FlowFacts, step: number): string {
  return phrasesOfStep(flow, step)
    .map(({ text }) => text)
    .join('');
}

/** Whom the marked stretches of a sentence speak of; positions. */
type Spoken = { readonly [whom in Whom]?: readonly number[] };

/** The same sentence in phrases, so that its words can light the tokens they speak of. */
export function phrasesOfStep(flow: FlowFacts, step: number): readonly Phrase[] {
  const phase = flow.timeline.phases[step - 1];
  const all = flow.facts.tokens.map((token) => token.position);
  if (!phase) return lit(t().flow.phases.start(all.length), { taking: all });
  return phrasesOfPhase(flow, phase, all);
}

function lit(message: Rich<Whom>, spoken: Spoken): readonly Phrase[] {
  return message.map((part) =>
    typeof part === 'string'
      ? { text: part, of: null }
      : { text: part.text, of: new Set(spoken[part.mark] ?? []) },
  );
}

function phrasesOfPhase(flow: FlowFacts, phase: Phase, all: readonly number[]): readonly Phrase[] {
  const { facts, timeline, model, beside, storedLayer } = flow;
  const { phases } = t().flow;
  const layers = [...new Set(phase.layers.map(storedLayer))];
  const { total, besideTotal } = timeline;
  const sooner = beside !== null && besideTotal !== null && besideTotal < total;
  switch (phase.kind) {
    case 'layer':
      return lit(phases.layer(all.length, layers), { taking: all });
    case 'ticket':
      return phrasesOfTickets(facts);
    case 'lap': {
      const { recursion, taking } = phase;
      return lit(phases.lap(recursion ?? 0, taking.length, all.length, layers), { taking });
    }
    case 'gate':
      return phrasesOfGate(facts, phase);
    case 'rejoin': {
      const early = facts.tokens.filter((token) => token.depth < facts.recursions);
      const leaving = early.map((token) => token.position);
      return lit(phases.rejoin(leaving.length, all.length), { taking: all, leaving });
    }
    case 'last':
      return lit(phases.last(all.length, layers), { taking: all });
    case 'head': {
      const before = sooner ? { model: beside, share: percent(besideTotal / total) } : null;
      return lit(phases.head(model, flops(total), before), { taking: all });
    }
    case 'alone': {
      const other = besideTotal ?? 1;
      return lit(phases.alone(beside ?? 'vanilla', flops(other), model, percent(total / other)), {});
    }
  }
}

function phrasesOfTickets(facts: RunFacts): readonly Phrase[] {
  const holders = Array.from({ length: facts.recursions }, (_, i) => ({
    laps: i + 1,
    positions: facts.tokens.filter((token) => token.depth === i + 1).map((token) => token.position),
  })).filter(({ positions }) => positions.length > 0);
  const message = t().flow.phases.ticket(
    holders.map(({ laps, positions }) => ({ laps, tokens: positions.length })),
  );
  return lit(message, { ...holders.map(({ positions }) => positions) });
}

function phrasesOfGate(facts: RunFacts, { recursion, taking, leaving }: Phase): readonly Phrase[] {
  const { phases } = t().flow;
  const r = recursion ?? 0;
  if (facts.routing === 'none') return lit(phases.unrouted(r, taking.length), { taking });
  const left = new Set(leaving);
  const going = taking.filter((position) => !left.has(position));
  const nearest = nearestOf(facts, r, leaving);
  const out = nearest === null ? null : leavingAt(facts, r, leaving, nearest);
  return lit(phases.gate(r, going.length, taking.length, out), {
    ...leaving.map((position) => [position]),
    going,
    leaving,
    nearest: nearest === null ? [] : [nearest],
  });
}

const scoreAt = (facts: RunFacts, position: number, recursion: number) =>
  facts.tokens[position]?.decisions[recursion - 1]?.score ?? 0;

/** Of those who leave the one with the highest score; null where none leaves. */
function nearestOf(facts: RunFacts, recursion: number, leaving: readonly number[]): number | null {
  const [first, ...rest] = leaving;
  if (first === undefined) return null;
  const at = (position: number) => scoreAt(facts, position, recursion);
  return rest.reduce((best, position) => (at(position) > at(best) ? position : best), first);
}

function leavingAt(facts: RunFacts, recursion: number, leaving: readonly number[], nearest: number): Leaving {
  const named = leaving.length <= NAMED;
  const nameOf = (position: number) => quoted(facts.tokens[position]?.text ?? '');
  if (facts.routing === 'token') {
    return { by: 'ticket', count: leaving.length, names: named ? leaving.map(nameOf) : null };
  }
  const bar = facts.bars[recursion - 1] ?? null;
  const leaver = (position: number) => ({
    name: nameOf(position),
    score: score(scoreAt(facts, position, recursion), bar),
  });
  return {
    by: 'score',
    count: leaving.length,
    each: named ? leaving.map(leaver) : null,
    nearest: leaver(nearest),
    bar: bar === null ? null : { rule: facts.rule, value: score(bar) },
  };
}

/** What the gate says about one token: its score, and which way it goes. */
export function describeVerdict(facts: RunFacts, position: number, recursion: number): string {
  const token = facts.tokens[position];
  const decision = token?.decisions[recursion - 1];
  if (!token || !decision) return '';
  return t().flow.verdict(verdictOn(facts, token.depth, decision), decision.passage === 'through');
}

function verdictOn({ routing }: RunFacts, depth: number, { score: value, bar }: Decision): Verdict {
  if (routing === 'token') return { by: 'ticket', depth };
  if (routing === 'none' || value === null) return { by: 'nothing' };
  const held = bar === null ? null : { value: score(bar), reached: value >= bar };
  return { by: 'score', score: score(value, bar), bar: held };
}
