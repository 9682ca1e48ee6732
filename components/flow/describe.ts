import { list } from '../trace/describe';
import type { RunFacts } from '../trace/facts';
import { capital, flops, percent, score, times, words } from '../ui/format';
import { quoted } from '../ui/token-text';
import type { Phase, Timeline } from './timeline';

/** What the sentences about a flow are made from. */
export interface FlowFacts {
  readonly facts: RunFacts;
  readonly timeline: Timeline;
  /** `MoR`, `The recursive model`. */
  readonly name: string;
  /** Names of the block's layers and of those outside it, by unrolled layer. */
  readonly layerName: (layer: number) => string;
}

/** `layer 3`, `layers 1 and 2`. */
function together(names: readonly string[]): string {
  return names.length === 1
    ? (names[0] ?? '')
    : `layers ${list(names.map((name) => name.replace(/^layer /, '')))}`;
}

/** More than so many that leave are counted, not named. */
const NAMED = 3;

/** What has happened when so many phases are over; 0 is the start. */
export function describeStep(flow: FlowFacts, step: number): string {
  const phase = flow.timeline.phases[step - 1];
  return phase
    ? describePhase(flow, phase)
    : `${capital(tokens(flow.facts.tokens.length))} to read. Nothing has moved yet.`;
}

function describePhase(flow: FlowFacts, phase: Phase): string {
  const { facts, timeline, name, layerName } = flow;
  const all = allOf(facts.tokens.length);
  const layers = together([...new Set(phase.layers.map(layerName))]);
  switch (phase.kind) {
    case 'layer':
      return `${capital(all)} through ${layers}.`;
    case 'ticket':
      return `The router reads every token once and hands out the tickets: ${tickets(facts)}.`;
    case 'lap':
      return `Recursion ${phase.recursion}: ${through(phase.taking.length, facts.tokens.length)} through the shared block, ${layers}.`;
    case 'gate':
      return describeGate(facts, phase);
    case 'rejoin': {
      const left = facts.tokens.filter((token) => token.depth < facts.recursions).length;
      if (left === 0) return `${capital(all)} on together.`;
      if (left === facts.tokens.length) return 'Those who waited go on, in reading order.';
      return `${left === 1 ? 'The one that left rejoins' : `The ${words(left)} that left rejoin`} the others, in reading order.`;
    }
    case 'last':
      return `${capital(all)} through the last layer, ${layers}.`;
    case 'head':
      return `Norm and head turn every token into a prediction. ${name} is done: ${flops(timeline.total)}.`;
    case 'alone':
      return `Vanilla went on alone and needed ${flops(timeline.besideTotal ?? 0)}: ${name} did ${percent(timeline.total / (timeline.besideTotal ?? 1))} of its work.`;
  }
}

function describeGate(facts: RunFacts, { recursion, taking, leaving }: Phase): string {
  const r = recursion ?? 0;
  const going = taking.length - leaving.length;
  if (facts.routing === 'none') {
    return `Recursion ${r}: nothing decides in this model, all ${words(taking.length)} go round again.`;
  }
  const again =
    going === 0
      ? 'no token goes round again'
      : going === taking.length
        ? `all ${words(going)} go round again`
        : `${words(going)} of ${words(taking.length)} ${going === 1 ? 'goes' : 'go'} round again`;
  if (leaving.length === 0) return `Recursion ${r}: ${again}.`;
  return `Recursion ${r}: ${again}; ${leavers(facts, r, leaving)}.`;
}

function leavers(facts: RunFacts, recursion: number, leaving: readonly number[]): string {
  if (facts.routing === 'token') {
    return leaving.length > NAMED
      ? `${words(leaving.length)} have used up their tickets`
      : `${list(leaving.map((position) => nameOf(facts, position)))} ${leaving.length === 1 ? 'has used up its ticket' : 'have used up their tickets'}`;
  }
  const scored = leaving.map((position) => ({
    name: nameOf(facts, position),
    value: facts.tokens[position]?.decisions[recursion - 1]?.score ?? 0,
  }));
  const bar = facts.bars[recursion - 1] ?? null;
  const under =
    bar === null
      ? ''
      : facts.rule === 'topk'
        ? `, under the lowest kept, ${score(bar)}`
        : `, under ${score(bar)}`;
  if (scored.length > NAMED) {
    const near = scored.reduce((best, each) => (each.value > best.value ? each : best));
    return `${words(scored.length)} leave, the nearest ${near.name} at ${score(near.value, bar)}${under}`;
  }
  const each = scored.map(({ name, value }) => `${name} at ${score(value, bar)}`);
  const [first, ...rest] = each;
  return rest.length === 0
    ? `${scored[0]?.name} leaves at ${score(scored[0]?.value ?? 0, bar)}${under}`
    : `${list([first ?? '', ...rest])} leave${under}`;
}

/** What the gate says about one token: its score, and which way it goes. */
export function describeVerdict(facts: RunFacts, position: number, recursion: number): string {
  const token = facts.tokens[position];
  const decision = token?.decisions[recursion - 1];
  if (!token || !decision) return '';
  const goes = decision.passage === 'through';
  if (facts.routing === 'none') return 'again';
  if (facts.routing === 'token') return `${times(token.depth)}: ${goes ? 'again' : 'out'}`;
  if (decision.score === null) return goes ? 'again' : 'out';
  const { score: value, bar } = decision;
  const held = bar === null ? '' : ` ${value >= bar ? '≥' : '<'} ${score(bar)}`;
  return `${score(value, bar)}${held}: ${goes ? 'again' : 'out'}`;
}

function tickets(facts: RunFacts): string {
  const counts = Array.from({ length: facts.recursions }, (_, i) => ({
    laps: i + 1,
    count: facts.tokens.filter((token) => token.depth === i + 1).length,
  })).filter(({ count }) => count > 0);
  return list(
    counts.map(({ laps, count }) => `${words(laps)} lap${laps === 1 ? '' : 's'} for ${words(count)}`),
  );
}

const nameOf = (facts: RunFacts, position: number) => quoted(facts.tokens[position]?.text ?? '');
const tokens = (count: number) => `${words(count)} token${count === 1 ? '' : 's'}`;
const allOf = (count: number) => (count === 1 ? 'the one token goes' : `all ${words(count)} tokens go`);

function through(count: number, total: number): string {
  if (count === total) return allOf(total);
  return `${words(count)} of ${words(total)} tokens ${count === 1 ? 'goes' : 'go'}`;
}
