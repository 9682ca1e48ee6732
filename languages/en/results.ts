import { capital, counted } from './words';

/** A model of the family, by what it was trained with. */
interface Named {
  readonly routing: 'none' | 'expert' | 'token' | 'random';
  readonly shared: boolean;
  readonly recursions: number;
}

const routings = { expert: 'expert-choice', token: 'token-choice', random: 'random routing' };

/** What an experiment changed, by its key in the config. */
const changes: Readonly<Record<string, (value: string) => string>> = {
  'model.sharing': (way) => `${way} sharing`,
  'model.num_recursions': (count) => `${count} recursions`,
  'model.num_hidden_layers': (count) => `${count} layers`,
  'train.aux_loss': (weight) => `auxiliary loss weighted by ${weight}`,
};

/** What was measured: tables, pictures and what they say. */
export const results = {
  title: 'Results',
  lead: 'What was measured with the models of this site: small ones, trained on simple stories. Every figure comes from a file that a run wrote; behind each model stands its card with the command that made it.',
  onTheWay: 'The results are on their way.',
  retry: 'Retry',
  heldOutSet: 'Held-out set',
  tables: 'Tables',
  showTable: 'Show as table',
  /** Foot of a saved picture. */
  measuredHere: 'Measured by the commands of its repository',
  paperScale: 'The paper, at its own scale',
  /** Columns in which every row has the same. */
  inEveryRow: (same: readonly (readonly [column: string, text: string])[]) =>
    `In every row: ${same.map(([column, text]) => `${column.toLowerCase()} ${text}`).join(', ')}.`,
  /** What the rows under a head have in common. */
  groupHead: (column: string, text: string) => `${column} ${text}`,
  models: { vanilla: 'Vanilla', recursive: 'Recursive', mor: 'MoR' },
  model: ({ routing, shared, recursions }: Named) => {
    if (routing === 'none') return recursions === 1 ? 'Vanilla' : `Recursive, ${recursions} recursions`;
    return `MoR, ${routings[routing]}, ${recursions} recursions${shared ? ', shared cache' : ''}`;
  },
  /** What a group of runs asks: as its file has it, in English. */
  question: (_group: string, written: string) => written,
  group: (group: string) => capital(group),
  /** What a set of scored items is about: as its file has it. */
  taskNote: (_set: string, written: string) => written,
  /** A kind of tokens: as the evaluation names it. */
  tokenClass: (name: string) => name.replace(/^([\d.]+)-$/, '$1 and more').replace('-', '–'),

  findings: {
    /** How far two losses are apart, with the interval where there is one. */
    gap: (nats: string, interval: readonly [low: string, high: string] | null) =>
      `${nats} nats a token${interval === null ? '' : ` (${interval[0]} to ${interval[1]})`}`,
    cost: (loses: boolean, gap: string, parameters: string, flops: string) =>
      `At equal tokens MoR with expert-choice ${loses ? 'loses to' : 'beats'} the vanilla model: ${gap}, with ${parameters} of its parameters outside the embedding and ${flops} of its FLOPs a token.`,
    everyToken: (
      loses: boolean,
      gap: string,
      flops: string,
      paper: readonly [mor: string, recursive: string] | null,
    ) => {
      const said = `Against the recursive model, which stores as many layers and takes every token through every recursion, MoR ${loses ? 'loses' : 'wins'}: ${gap}, with ${flops} of its FLOPs a token.`;
      return paper === null
        ? said
        : `${said} In the paper, at 360M: MoR ${paper[0]}, the recursive model ${paper[1]}.`;
    },
    equalParameters: (layers: number, flops: string, better: boolean, nats: string, within: boolean) =>
      `A vanilla model of ${layers} layers has as many unique parameters as MoR and ${flops} of its FLOPs a token, and is ${better ? 'better' : 'worse'}: ${nats} nats a token against MoR${within ? ', no more than other initial weights alone move a loss' : ''}.`,
    longer: (
      tokens: readonly [before: string, now: string],
      gained: readonly [vanilla: string, mor: string],
      gaps: readonly [before: string, now: string],
    ) =>
      `Trained on ${tokens[1]} tokens instead of ${tokens[0]}, vanilla’s loss moves by ${gained[0]} nats a token and MoR’s by ${gained[1]}: MoR’s distance to vanilla was ${gaps[0]} and is ${gaps[1]}.`,
    seeds: (
      tokens: string,
      ranges: readonly {
        readonly model: string;
        readonly runs: number;
        readonly low: string;
        readonly high: string;
      }[],
      apart: boolean,
    ) => {
      const said = ranges.map(({ model, runs, low, high }) => `${model} ${low} to ${high} in ${runs} runs`);
      const verdict = apart
        ? 'The ranges do not meet; so few runs are a hint, no proof.'
        : 'The ranges meet: the gap is not decided by these runs.';
      return `From other initial weights, each on ${tokens} tokens: ${said.join('; ')}. ${verdict}`;
    },
    chanceCosts: (gap: string) =>
      `Drawing lots instead of routing costs ${gap}: so much, and no more, of the result is owed to the router.`,
    chanceAsGood: (gap: string) => `Drawing lots does as well as the learned router here: ${gap}.`,
    rules: (agreement: string, nats: string) =>
      `The threshold, which does not look ahead, decides as top-k does in ${agreement} of the cases and moves the loss by ${nats} nats.`,
    isoflop: ({
      best,
      ahead,
      pairs,
      atEdge,
      steps,
    }: {
      readonly best: readonly {
        readonly model: string;
        readonly width: number;
        readonly flops: string;
        readonly loss: string;
      }[];
      readonly ahead: number;
      readonly pairs: number;
      readonly atEdge: boolean;
      readonly steps: readonly [fewest: string, most: string];
    }) => {
      const winners = best.map(
        ({ model, width, flops, loss }) => `${model} of width ${width} at ${flops} (${loss})`,
      );
      const edge = atEdge ? ' It is the narrowest tried: the best width may be narrower still.' : '';
      return `At equal training FLOPs MoR with expert-choice has less loss than vanilla in ${ahead} of ${pairs} pairs of width and budget; least of all sizes has ${winners.join(', ')}.${edge} These runs have ${steps[0]} to ${steps[1]} steps: they tell who learns fast at first, not who gets far.`;
    },
    scores: (sets: number, above: readonly string[], below: readonly string[]) => {
      const side = (titles: readonly string[]) =>
        titles.length === 0 ? 'on none' : `on ${titles.length} (${titles.join('; ')})`;
      return `Of ${sets} scored sets MoR’s whole interval lies above chance ${side(above)} and below it ${side(below)}; elsewhere nothing was shown.`;
    },
    paper: (vanilla: string, mor: string) =>
      `The paper’s own smallest models point the same way: at 135M and its largest budget vanilla reaches ${vanilla} and MoR ${mor}.`,
  },
  missing: (groups: readonly { readonly group: string; readonly ids: readonly string[] }[]) =>
    `Planned and not yet run: ${groups.map(({ group, ids }) => `${group} (${ids.join(', ')})`).join('; ')}.`,

  card: {
    name: 'The run’s card',
    onTheWay: 'The card is on its way.',
    close: 'Close',
    facts: {
      run: 'Run',
      parameters: 'Parameters',
      layers: 'Layers',
      trainedOn: 'Trained on',
      flops: 'Training FLOPs',
      speed: 'Speed',
      hardware: 'Hardware',
      precision: 'Products in',
      seed: 'Seed',
    },
    parameters: (all: string, outside: string) => `${all}, ${outside} outside the embedding`,
    layers: (layers: number, width: number) => `${layers} run, width ${width}`,
    trainedOn: (tokens: string, steps: string) => `${tokens} tokens in ${steps} steps`,
    speed: (tokensPerSecond: string, minutes: number) =>
      `${tokensPerSecond} tokens a second, ${minutes} minutes`,
    curve: 'Loss while training',
    curveSays: (from: string, to: string) => `From ${from} to ${to} nats a token.`,
    loss: 'loss',
    losses: 'Loss on each held-out set',
    selection: 'Selection',
    natsPerToken: 'Nats a token',
    bitsPerByte: 'Bits a byte',
    meanDepth: 'Mean depth',
    rules: { all: 'every token', topk: 'top-k', threshold: 'threshold' },
    madeBy: 'Made by',
    json: 'The whole card as JSON',
  },

  pictures: {
    hiddenSize: 'hidden size',
    natsPerToken: 'nats a token',
    tokensSeen: 'tokens seen',
    recursionsAllowed: 'recursions allowed',
    least: (model: string, width: number, loss: string) => `Least loss: ${model}, width ${width}, ${loss}.`,
    point: (model: string, width: number, loss: string, tokens: string) =>
      `${model}, width ${width}: ${loss} nats after ${tokens} tokens.`,
    everyToken: 'every token all the way',
    byThreshold: 'by threshold',
    modelAllTheWay: (model: string) => `${model}, every token all the way`,
    depthPoint: (model: string, allowed: number, loss: string, depth: string) =>
      `${model}, ${allowed} allowed: ${loss} nats at mean depth ${depth}.`,
    opensCard: (sentence: string) => `${sentence} Open its card.`,
    /** Name of a chart for those who listen. */
    chart: (title: string, sentence: string) => `${title}. ${sentence}`,
    recursion: (recursion: number) => `Recursion ${recursion}`,
    scores: (recursion: number, on: number, left: number) =>
      `Recursion ${recursion}: ${counted(on, 'token')} went on and ${counted(left, 'token')} left.`,
    scoreAxis: 'router score; the line is the threshold',
    divisions: {
      token: 'By the token itself',
      nextToken: 'By the token after it',
      frequency: 'By how frequent it is',
      nextLoss: 'By the loss of the token after it',
    },
    stops: (shares: readonly string[]) =>
      shares.map((share, i) => `${share} stop after recursion ${i + 1}`).join(', '),
    meanDepth: (depth: string) => `mean depth ${depth}`,
    chance: (chance: string) => `chance ${chance}`,
    interval: (model: string, value: string, low: string, high: string) =>
      `${model} ${value}, ${low} to ${high}`,
    intervals: (intervals: readonly string[], chance: string) => `${intervals.join('; ')}; chance ${chance}`,
  },

  columns: {
    model: 'Model',
    parameters: 'Unique parameters',
    trainingFlops: 'Training FLOPs',
    tokens: 'Tokens',
    natsPerToken: 'nats a token',
    recursions: 'recursions',
    lossThreshold: 'Loss, threshold',
    lossTopk: 'Loss, top-k',
    loss: 'Loss',
    meanDepth: 'Mean depth',
    selection: 'Selection',
  },
  family: {
    title: 'The family at equal tokens',
    agreement: 'Rules agree',
    average: 'Average accuracy',
    task: (title: string, chance: string) => `${title} (chance ${chance})`,
    billions: (billions: number) => `${billions} billion`,
    losses: (set: string) =>
      `Losses in nats a token on ${set}. Top-k looks at the whole window, as training does; threshold decides each token by itself, as generation does. Unique parameters leave the embedding out.`,
    intervals: (level: string) =>
      `In small figures: the ${level} interval over windows or items. Members saw the same ones, so a difference between two is surer than their intervals suggest: the sentences above compare them window by window.`,
    paper: (scale: string, table: string) =>
      `The paper: ${scale}. ${table}, the row trained on as many tokens as its vanilla model where it has one. Scale, data and tokens differ by orders of magnitude: compare the order of the models, not the numbers.`,
  },
  longer: {
    title: 'Trained for longer',
    question: 'What does it bring to train the whole family for longer?',
    loss: (tokens: string) => `Loss, ${tokens} tokens`,
    gained: 'Change',
    gap: (tokens: string) => `Against vanilla, ${tokens} tokens`,
    note: (set: string) =>
      `Nats a token on ${set}, threshold. The longer run went on from the shorter one’s state before its cool-down; both have a cool-down of their own. The tables of experiments below vary the shorter one.`,
  },
  seeds: {
    title: 'Other initial weights',
    question: 'How far does a loss move when only the initial weights change?',
    seed: 'Seed',
    mean: 'Mean of its runs',
    spread: 'Most less least',
    note: 'Mean and spread under threshold. A difference between models that is smaller than the spread says nothing.',
  },
  isoflop: {
    title: 'Equal FLOPs',
    question: 'Which model and which size is best at an equal number of training FLOPs?',
    budget: 'Budget',
    size: 'Hidden size',
    note: 'FLOPs of training, forward and backward, counted with real widths, router and head. Each run has a cool-down of its own.',
  },
  ablation: {
    changed: 'Changed',
    difference: 'Against the unchanged one',
    unchanged: 'nothing',
    change: (key: string, value: string) => changes[key]?.(value) ?? `${key} ${value}`,
    byChance: (nats: string) =>
      `Other initial weights alone moved a loss by up to ${nats} nats: a smaller difference says nothing.`,
    paperSharing: (title: string, rows: readonly string[]) =>
      `The paper, ${title}, 360M and three recursions: ${rows.join(', ')}.`,
    paperEqual: (title: string, rows: readonly { readonly recursions: number; readonly nats: string }[]) =>
      `The paper, ${title}: ${rows.map(({ recursions, nats }) => `${recursions === 1 ? 'vanilla' : `${recursions} recursions`} ${nats}`).join(', ')}.`,
  },
  depth: {
    title: 'Depth given at test time',
    question: 'How does the loss of a trained model fall with the depth that it is allowed?',
    allowed: 'Recursions allowed',
    flops: 'FLOPs a token',
    note: 'Nothing is trained anew: the recursions after the last one allowed are left out, the last layer and the head stay. The paper shows the same curve in its Figure 5c and prints no numbers.',
  },
  tasks: {
    title: 'Evaluation sets',
    question: 'What can these models do, against guessing?',
    set: 'Set',
    items: 'Items',
    chance: 'Chance',
    itemsOf: (items: number, of: number) => `${items} of ${of}`,
    accuracy: (interval: string, resamples: number) =>
      `Accuracy by log-likelihood, normalised by the bytes of the choice where the paper does so; selection by threshold, which is causal. With each score stands the ${interval} interval of ${resamples} bootstrap resamples.`,
    training:
      'An interval covers the choice of items, not the chance of training: other initial weights move a score as well.',
    small:
      'Models of this size know little of the world: where an interval holds the chance line, nothing was shown.',
  },
  routers: {
    title: 'Routers',
    question: 'Does the router learn to sort tokens, and does the threshold do what top-k was trained to do?',
    load: 'Tokens leaving after recursion 1 / 2 / …',
    accuracy: 'Threshold agrees with top-k at recursion 2 / …',
    dead: 'Positions never chosen',
    maxVio: 'MaxVio',
    entropy: 'Entropy',
    note: 'Selection by threshold. MaxVio: how far the fullest depth exceeds an even load. Entropy: of the load, at most ln N_r.',
    paper: (facts: {
      readonly title: string;
      readonly agreement: string;
      readonly dead: string;
      readonly maxVio: number;
      readonly entropy: number;
    }) =>
      `${facts.title}, 360M: threshold and top-k agree in ${facts.agreement} and ${facts.dead} of the tokens are dead (expert-choice); MaxVio ${facts.maxVio}, entropy ${facts.entropy} (token-choice).`,
  },
  classes: {
    title: 'Depth by kind of token',
    question: 'Which tokens go deep?',
    by: 'By',
    kind: 'Kind',
    share: 'Left after recursion 1 / 2 / …',
    loss: 'Loss of the next token',
    divisions: {
      token: 'the token itself',
      nextToken: 'the token after it',
      frequency: 'how frequent it is',
      nextLoss: 'the loss of the token after it',
    },
    note: (model: string, set: string) =>
      `${model} on ${set}, selection by threshold. The paper (Figure 1, Table 17) reads depth as how hard the next token is.`,
  },
  speed: {
    title: 'Time against FLOPs',
    question: 'Do fewer FLOPs become fewer milliseconds?',
    backend: 'Backend',
    time: 'Time',
    timeRatio: 'Time, of vanilla’s',
    flopsRatio: 'FLOPs, of vanilla’s',
    quotient: 'Time ratio over FLOPs ratio',
    runs: 'Runs',
    software: (backend: string) => `${backend}, software adapter`,
    note: (cores: number, cpu: string, target: number) =>
      `Medians of interleaved forward passes on ${cores} cores of ${cpu}; the target is at most ${target}. A software adapter says nothing about a graphics card, and with one run its noise is larger than the effect.`,
    paper: (
      title: string,
      rows: readonly { readonly recursions: number; readonly batch32: number; readonly batchMax: number }[],
    ) =>
      `${title}: ${rows.map(({ recursions, batch32, batchMax }) => `${recursions} recursions ${batch32} at batch 32, ${batchMax} at the largest batch`).join('; ')}.`,
  },
};
