import { mark, type Rich } from '../rich';
import { capital, counted, list, times, words } from './words';

type Model = 'mor' | 'recursive' | 'vanilla';

/** Whom a stretch of a sentence speaks of: all who take part, those who go on, those who leave, the nearest of these, or one of a list by its index. */
export type Whom = 'taking' | 'going' | 'leaving' | 'nearest' | `${number}`;
type Told = Rich<Whom>;

/** One that leaves at a gate, quoted, with the score it leaves at. */
interface Leaver {
  readonly name: string;
  readonly score: string;
}

/** Those who leave: few of them by name, else counted. */
export type Leaving =
  | { readonly by: 'ticket'; readonly count: number; readonly names: readonly string[] | null }
  | {
      readonly by: 'score';
      readonly count: number;
      readonly each: readonly Leaver[] | null;
      readonly nearest: Leaver;
      readonly bar: { readonly rule: 'threshold' | 'topk'; readonly value: string } | null;
    };

/** What a gate says of one token. */
export type Verdict =
  | { readonly by: 'nothing' }
  | { readonly by: 'ticket'; readonly depth: number }
  | {
      readonly by: 'score';
      readonly score: string;
      readonly bar: { readonly value: string; readonly reached: boolean } | null;
    };

const names = { mor: 'MoR', recursive: 'The recursive model', vanilla: 'Vanilla' };
const layersOf = (layers: readonly number[]) =>
  layers.length === 1 ? `layer ${layers[0]}` : `layers ${list(layers.map(String))}`;
const allOf = (count: number) => (count === 1 ? 'the one token goes' : `all ${words(count)} tokens go`);
const through = (going: number, total: number) =>
  going === total ? allOf(total) : `${words(going)} of ${words(total)} tokens ${going === 1 ? 'goes' : 'go'}`;

/** `a`, `a and b`, `a, b and c`, with the words between. */
const listed = (parts: Told): Told =>
  parts.flatMap((part, i) => (i === 0 ? [part] : [i === parts.length - 1 ? ' and ' : ', ', part]));
const sentence = ([first, ...rest]: Told): Told =>
  first === undefined
    ? []
    : [typeof first === 'string' ? capital(first) : mark(first.mark, capital(first.text)), ...rest];

const leaves = (leaving: Leaving): Told => {
  if (leaving.by === 'ticket') {
    const used = leaving.count === 1 ? ' has used up its ticket' : ' have used up their tickets';
    if (leaving.names === null) return [mark('leaving', words(leaving.count)), used];
    return [...listed(leaving.names.map((name, i) => mark(`${i}`, name))), used];
  }
  const { count, each, nearest, bar } = leaving;
  const under =
    bar === null
      ? ''
      : bar.rule === 'topk'
        ? `, under the lowest kept, ${bar.value}`
        : `, under ${bar.value}`;
  if (each === null) {
    return [
      mark('leaving', `${words(count)} leave`),
      ', the nearest ',
      mark('nearest', `${nearest.name} at ${nearest.score}`),
      under,
    ];
  }
  if (count === 1) return [mark('leaving', nearest.name), ` leaves at ${nearest.score}${under}`];
  return [...listed(each.map(({ name, score }, i) => mark(`${i}`, `${name} at ${score}`))), ` leave${under}`];
};

/** The architecture, played. */
export const flow = {
  title: 'Flow',
  empty: 'Nothing to read yet. Type a sentence above, or take one of the examples.',
  coming: 'Here the tokens of the text will go round the model.',
  model: 'Model in the picture',
  level: 'How near',
  levels: { model: 'Whole model', recursion: 'One recursion', layer: 'One layer', head: 'One head' },
  showList: 'Show as list',
  tokens: 'Tokens',

  /** What has happened, phase by phase. Layers are those whose weights are used. */
  phases: {
    start: (tokens: number): Told =>
      sentence([
        mark('taking', `${words(tokens)} token${tokens === 1 ? '' : 's'}`),
        ' to read. Nothing has moved yet.',
      ]),
    layer: (tokens: number, layers: readonly number[]): Told =>
      sentence([mark('taking', allOf(tokens)), ` through ${layersOf(layers)}.`]),
    /** How many tokens hold a ticket of so many laps; the marks are the indices. */
    ticket: (holders: readonly { readonly laps: number; readonly tokens: number }[]): Told => [
      'The router reads every token once and hands out the tickets: ',
      ...listed(
        holders.map(({ laps, tokens }, i) =>
          mark(`${i}`, `${words(laps)} lap${laps === 1 ? '' : 's'} for ${words(tokens)}`),
        ),
      ),
      '.',
    ],
    lap: (recursion: number, going: number, total: number, layers: readonly number[]): Told => [
      `Recursion ${recursion}: `,
      mark('taking', through(going, total)),
      ` through the shared block, ${layersOf(layers)}.`,
    ],
    unrouted: (recursion: number, tokens: number): Told => [
      `Recursion ${recursion}: nothing decides in this model, `,
      mark('taking', `all ${words(tokens)}`),
      ' go round again.',
    ],
    gate: (recursion: number, going: number, total: number, leaving: Leaving | null): Told => {
      const again: Told =
        going === 0
          ? ['no token goes round again']
          : [
              mark('going', going === total ? `all ${words(going)}` : `${words(going)} of ${words(total)}`),
              going === 1 && going < total ? ' goes round again' : ' go round again',
            ];
      const out: Told = leaving === null ? [] : ['; ', ...leaves(leaving)];
      return [`Recursion ${recursion}: `, ...again, ...out, '.'];
    },
    /** `waited` of them had left before. */
    rejoin: (waited: number, total: number): Told => {
      if (waited === 0) return sentence([mark('taking', allOf(total)), ' on together.']);
      if (waited === total) return [mark('leaving', 'Those who waited'), ' go on, in reading order.'];
      return waited === 1
        ? [mark('leaving', 'The one that left'), ' rejoins the others, in reading order.']
        : [mark('leaving', `The ${words(waited)} that left`), ' rejoin the others, in reading order.'];
    },
    last: (tokens: number, layers: readonly number[]): Told =>
      sentence([mark('taking', allOf(tokens)), ` through the last layer, ${layersOf(layers)}.`]),
    /** `sooner`: the model on the same clock had finished after this share of it. */
    head: (
      model: Model,
      flops: string,
      sooner: { readonly model: Model; readonly share: string } | null,
    ): Told => [
      'Norm and head turn ',
      mark('taking', 'every token'),
      ` into a prediction. ${names[model]} is done: ${flops}.${sooner === null ? '' : ` ${names[sooner.model]} had finished after ${sooner.share} of that.`}`,
    ],
    alone: (beside: Model, flops: string, model: Model, share: string): Told => [
      `${names[beside]} went on alone and needed ${flops}: ${names[model]} did ${share} of its work.`,
    ],
  },
  verdict: (verdict: Verdict, goesOn: boolean) => {
    const way = goesOn ? 'again' : 'out';
    if (verdict.by === 'nothing') return way;
    if (verdict.by === 'ticket') return `${times(verdict.depth)}: ${way}`;
    const { score, bar } = verdict;
    return `${score}${bar === null ? '' : ` ${bar.reached ? '≥' : '<'} ${bar.value}`}: ${way}`;
  },

  about: {
    everyLayer: (layers: number) => `every token through ${words(layers)} different layers`,
    /** `laps` is null where a token goes round as often as it needs. */
    block: (layers: number, laps: number | null) =>
      `one block of ${words(layers)} layer${layers === 1 ? '' : 's'}, ${laps === null ? 'as many laps as a token needs' : `${words(laps)} laps for every token`}`,
    /** Said after a model's name. */
    of: (about: string) => `: ${about}.`,
    countedAsMor: (about: string) => `${about}, counted for as many layers as MoR has`,
  },
  group:
    'The run, step by step. Space plays and pauses, left and right arrows step, Home and End go to its ends.',
  lookInside: 'Look inside',
  play: 'Play',
  pause: 'Pause',
  back: 'Back',
  step: 'Step',
  time: 'Time in the run',
  speed: 'Speed',
  spent: {
    done: (flops: string) => `done with ${flops}`,
    /** It is the one that needed less: so much of the other. */
    doneWithLess: (flops: string, share: string) => `done with ${flops}, ${share} of vanilla’s`,
    of: (spent: string, total: string) => `${spent} of ${total}`,
  },

  picture: {
    layer: (number: number) => `layer ${number}`,
    head: 'head',
    block: 'Shared block',
    blockShort: 'Shared',
    text: 'the text',
    ready: 'ready to predict',
    waiting: 'those who left wait here, in reading order',
    waitingShort: 'left: wait for the others',
    store: 'keys and values: one store for all laps',
    storeShort: 'one cache',
    shelves: 'keys and values: a shelf for each lap',
    shelvesShort: 'cache of each lap',
    shelvesOfLayers: 'keys and values: a shelf under each layer, a cell for each token',
    shelvesOfLayersShort: 'a cache in each layer',
    tickets: 'tickets',
    ticket: 'ticket',
    router: 'router',
    laps: 'laps',
    all: (tokens: number) => (tokens === 1 ? 'the one token' : `all ${tokens} tokens`),
    allShort: (tokens: number) => `all ${tokens}`,
    /** After the name of the model on the road below. */
    beside: 'Vanilla',
    counter: (recursion: number, recursions: number) => `recursion ${recursion} of ${recursions}`,
    done: 'done',
    round: (going: number, total: number) =>
      `${capital(words(going))} of ${words(total)} ${going === 1 ? 'goes' : 'go'} round`,
    leftAt: (score: string) => ` left at ${score}`,
  },

  inside: {
    recursion: 'Recursion',
    recursionAt: (recursion: number) => `Recursion ${recursion}`,
    layer: 'Layer',
    layerAt: (layer: number) => `Layer ${layer}`,
    layerHead: (layer: number) => `layer ${layer}`,
    width: (numbers: number) => `${numbers} numbers a token`,
    attention: 'Attention',
    heads: (heads: number, keyValue: number) => `${heads} heads, ${keyValue} of keys and values`,
    readsLapOne: (keys: number) => `reads the ${counted(keys, 'key')} kept on lap one`,
    keptHere: (keys: number) => `${counted(keys, 'key')} kept here`,
    plus: '+ what came in',
    output: 'the block’s output',
    next: 'what the next layer takes',
    shownFor: (token: string) => `Shown for ${token}. Pin another token to see its gate.`,
    none: 'No token came this far.',
    /** `sees`: what those who go through can look at. */
    who: (
      queries: number,
      total: number,
      recurs: boolean,
      sees: 'everyone' | 'keptOnLapOne' | 'thoseHere',
    ) => {
      const who = `${queries} of ${counted(total, 'token')} ${queries === 1 ? 'goes' : 'go'} through ${recurs ? 'the block' : 'this layer'}.`;
      const what = {
        everyone: 'Each sees every token before it.',
        keptOnLapOne:
          'Those who left are still there to be looked at: their keys and values of lap one are read again.',
        thoseHere: 'Those who left are absent here: nobody can look at them on this lap.',
      };
      return `${who} ${what[sees]}`;
    },
    stays: (token: string): Rich<'formula'> => [
      mark('formula', 'H stays H'),
      `: ${token} is not on this lap; its state waits as it is.`,
    ],
    notGated: (): Rich<'formula'> => [
      mark('formula', 'H ← F(H)'),
      ' Nothing is gated: the output goes round as it is.',
    ],
    beforeLastLap: (): Rich<'formula'> => [
      mark('formula', 'H ← F(H)'),
      ' Before a ticket’s last lap the output goes round ungated.',
    ],
    added: 'The output is added to the state that came in.',
    weighed: 'The router’s gate weighs the whole output, and the state that came in is added.',
  },

  head: {
    layer: 'Layer',
    head: 'Head',
    headAt: (head: number) => `Head ${head}`,
    computing: 'Computing.',
    later: 'later',
    absent: 'absent',
    hint: 'Choose any token to look from there.',
    /** `token` looks most at `top`. */
    looks: (
      token: string,
      top: string,
      share: string,
      sees: { readonly absent: number } | 'keptOnLapOne' | 'everyone',
    ) => {
      const looks = `${token}, looks most at ${top}, ${share}.`;
      if (sees === 'everyone') return `${looks} Every token before it is present.`;
      if (sees === 'keptOnLapOne') {
        return `${looks} Those who left are still present: every lap reads the keys that lap one kept.`;
      }
      return `${looks} ${counted(sees.absent, 'token')} before it left earlier and ${sees.absent === 1 ? 'is' : 'are'} absent: this lap keeps keys of its own.`;
    },
  },
};
