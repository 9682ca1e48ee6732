import { list } from '../trace/describe';
import type { RunFacts } from '../trace/facts';
import type { Phrase } from '../trace/phrases';
import { capital, flops, percent, score, times, words } from '../ui/format';
import { quoted } from '../ui/token-text';
import type { Phase, Timeline } from './timeline';

/** What the sentences about a flow are made from. */
export interface FlowFacts {
  readonly facts: RunFacts;
  readonly timeline: Timeline;
  /** `MoR`, `The recursive model`, `Vanilla`; and the model on the same clock. */
  readonly name: string;
  readonly besideName: string;
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

const plain = (text: string): Phrase => ({ text, of: null });
const about = (text: string, tokens: readonly number[]): Phrase => ({ text, of: new Set(tokens) });

/** What has happened when so many phases are over; 0 is the start. */
export function describeStep(flow: FlowFacts, step: number): string {
  return phrasesOfStep(flow, step)
    .map(({ text }) => text)
    .join('');
}

/** The same sentence in phrases, so that its words can light the tokens they speak of. */
export function phrasesOfStep(flow: FlowFacts, step: number): readonly Phrase[] {
  const phase = flow.timeline.phases[step - 1];
  const all = flow.facts.tokens.map((token) => token.position);
  const phrases = phase
    ? phrasesOfPhase(flow, phase, all)
    : [about(tokens(all.length), all), plain(' to read. Nothing has moved yet.')];
  const [first, ...rest] = phrases;
  return first ? [{ ...first, text: capital(first.text) }, ...rest] : [];
}

function phrasesOfPhase(flow: FlowFacts, phase: Phase, all: readonly number[]): readonly Phrase[] {
  const { facts, timeline, name, besideName, layerName } = flow;
  const everyone = allOf(all.length);
  const layers = together([...new Set(phase.layers.map(layerName))]);
  const { total, besideTotal } = timeline;
  switch (phase.kind) {
    case 'layer':
      return [about(everyone, all), plain(` through ${layers}.`)];
    case 'ticket':
      return [
        plain('The router reads every token once and hands out the tickets: '),
        ...tickets(facts),
        plain('.'),
      ];
    case 'lap':
      return [
        plain(`Recursion ${phase.recursion}: `),
        about(through(phase.taking.length, all.length), phase.taking),
        plain(` through the shared block, ${layers}.`),
      ];
    case 'gate':
      return phrasesOfGate(facts, phase);
    case 'rejoin':
      return phrasesOfRejoining(facts, all);
    case 'last':
      return [about(everyone, all), plain(` through the last layer, ${layers}.`)];
    case 'head': {
      const sooner =
        besideTotal !== null && besideTotal < total
          ? ` ${besideName} had finished after ${percent(besideTotal / total)} of that.`
          : '';
      return [
        plain('Norm and head turn '),
        about('every token', all),
        plain(` into a prediction. ${name} is done: ${flops(total)}.${sooner}`),
      ];
    }
    case 'alone':
      return [
        plain(
          `${besideName} went on alone and needed ${flops(besideTotal ?? 0)}: ${name} did ${percent(total / (besideTotal ?? 1))} of its work.`,
        ),
      ];
  }
}

function phrasesOfRejoining(facts: RunFacts, all: readonly number[]): readonly Phrase[] {
  const early = facts.tokens.filter((token) => token.depth < facts.recursions);
  const left = early.map((token) => token.position);
  if (left.length === 0) return [about(allOf(all.length), all), plain(' on together.')];
  if (left.length === all.length)
    return [about('Those who waited', left), plain(' go on, in reading order.')];
  const [who, rejoin] =
    left.length === 1
      ? ['The one that left', ' rejoins']
      : [`The ${words(left.length)} that left`, ' rejoin'];
  return [about(who, left), plain(`${rejoin} the others, in reading order.`)];
}

function phrasesOfGate(facts: RunFacts, { recursion, taking, leaving }: Phase): readonly Phrase[] {
  const r = recursion ?? 0;
  const left = new Set(leaving);
  const goers = taking.filter((position) => !left.has(position));
  const going = goers.length;
  const start = plain(`Recursion ${r}: `);
  if (facts.routing === 'none') {
    const who = about(`all ${words(taking.length)}`, taking);
    return [start, plain('nothing decides in this model, '), who, plain(' go round again.')];
  }
  const again =
    going === 0
      ? [plain('no token goes round again')]
      : [
          about(
            going === taking.length ? `all ${words(going)}` : `${words(going)} of ${words(taking.length)}`,
            goers,
          ),
          plain(going === 1 && going < taking.length ? ' goes round again' : ' go round again'),
        ];
  if (leaving.length === 0) return [start, ...again, plain('.')];
  return [start, ...again, plain('; '), ...leavers(facts, r, leaving), plain('.')];
}

function leavers(facts: RunFacts, recursion: number, leaving: readonly number[]): readonly Phrase[] {
  const named = leaving.length <= NAMED;
  if (facts.routing === 'token') {
    const one = leaving.length === 1;
    const used = one ? ' has used up its ticket' : ' have used up their tickets';
    if (!named) return [about(words(leaving.length), leaving), plain(used)];
    return [...listed(leaving.map((position) => about(nameOf(facts, position), [position]))), plain(used)];
  }
  const scored = leaving.map((position) => ({
    position,
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
  if (!named) {
    const near = scored.reduce((best, each) => (each.value > best.value ? each : best));
    return [
      about(`${words(scored.length)} leave`, leaving),
      plain(', the nearest '),
      about(`${near.name} at ${score(near.value, bar)}`, [near.position]),
      plain(under),
    ];
  }
  const [only] = scored;
  if (only && scored.length === 1) {
    return [about(only.name, leaving), plain(` leaves at ${score(only.value, bar)}${under}`)];
  }
  const each = scored.map(({ name, value, position }) =>
    about(`${name} at ${score(value, bar)}`, [position]),
  );
  return [...listed(each), plain(` leave${under}`)];
}

/** `a`, `a and b`, `a, b and c`, with the words between. */
function listed(phrases: readonly Phrase[]): readonly Phrase[] {
  return phrases.flatMap((phrase, i) => {
    if (i === 0) return [phrase];
    return [plain(i === phrases.length - 1 ? ' and ' : ', '), phrase];
  });
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

function tickets(facts: RunFacts): readonly Phrase[] {
  const counts = Array.from({ length: facts.recursions }, (_, i) => ({
    laps: i + 1,
    holders: facts.tokens.filter((token) => token.depth === i + 1).map((token) => token.position),
  })).filter(({ holders }) => holders.length > 0);
  return listed(
    counts.map(({ laps, holders }) =>
      about(`${words(laps)} lap${laps === 1 ? '' : 's'} for ${words(holders.length)}`, holders),
    ),
  );
}

const nameOf = (facts: RunFacts, position: number) => quoted(facts.tokens[position]?.text ?? '');
const tokens = (count: number) => `${words(count)} token${count === 1 ? '' : 's'}`;
const allOf = (count: number) => (count === 1 ? 'the one token goes' : `all ${words(count)} tokens go`);

function through(count: number, total: number): string {
  if (count === total) return allOf(total);
  return `${words(count)} of ${words(total)} tokens ${count === 1 ? 'goes' : 'go'}`;
}
