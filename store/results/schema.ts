import * as v from 'valibot';

/**
 * What the Results page shows: `public/results/index.json`, put together by `npm run results` from the files that runs
 * wrote (training/experiments/row.py, training/evaluation/schema.py, bench/) and from the paper's own tables. Losses are
 * nats a token, accuracies and shares lie between 0 and 1, depths are recursions.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const rule = v.picklist(['topk', 'threshold', 'all']);

const loss = v.object({
  set: v.string(),
  rule,
  natsPerToken: v.number(),
  bitsPerByte: v.number(),
  tokens: count,
  meanDepth: v.number(),
  /** Share of tokens that go through recursion 1, 2, ... */
  reaching: v.array(share),
  selectionAccuracy: v.nullish(share, null),
});

const shape = {
  id: v.string(),
  family: v.string(),
  /** The member of the family that it varies; its own id for a member. */
  like: v.string(),
  group: v.string(),
  question: v.string(),
  routing: v.picklist(['none', 'expert', 'token', 'random']),
  cache: v.picklist(['full', 'recursion_wise', 'recursive_sharing']),
  sharing: v.picklist(['none', 'cycle', 'sequence', 'middle_cycle', 'middle_sequence']),
  recursions: count,
  /** Unrolled. */
  layers: count,
  hiddenSize: count,
  hardware: v.string(),
  command: v.string(),
};

const trainingRow = v.object({
  version: v.literal(1),
  kind: v.literal('training'),
  ...shape,
  seed: count,
  /** What differs from `like`. */
  changes: v.record(v.string(), v.unknown()),
  uniqueNonEmbeddingParameters: count,
  parameters: count,
  steps: count,
  tokens: count,
  /** That set the number of steps; null where the family's did. */
  budgetFlops: v.nullable(v.number()),
  trainingFlops: v.number(),
  forwardFlopsPerToken: v.number(),
  seconds: v.number(),
  tokensPerSecond: v.number(),
  losses: v.array(loss),
});

const depthRow = v.object({
  version: v.literal(1),
  kind: v.literal('depth'),
  ...shape,
  losses: v.array(v.object({ ...loss.entries, maxDepth: count, forwardFlopsPerToken: v.number() })),
});

/** A run's own file: its row, how the loss fell, and what it was configured to do. */
export const runCard = v.object({
  ...trainingRow.entries,
  lossCurve: v.array(v.object({ tokens: count, natsPerToken: v.number() })),
  config: v.object({ train: v.record(v.string(), v.unknown()) }),
});

/** A row of `public/results/experiments/`; its file holds the configuration and the curve as well. */
export const experimentRow = v.variant('kind', [trainingRow, depthRow]);

const estimate = v.object({ value: v.number(), low: v.number(), high: v.number() });

const depthClass = v.object({
  name: v.string(),
  tokens: count,
  meanDepth: v.number(),
  share: v.array(share),
  natsPerToken: v.number(),
});

const router = v.object({
  load: v.array(share),
  maxVio: v.number(),
  entropy: v.number(),
  deadPositions: share,
  selectionAccuracyByRecursion: v.nullable(v.array(share)),
  scores: v.array(
    v.object({
      recursion: count,
      low: v.number(),
      high: v.number(),
      selected: v.array(count),
      others: v.array(count),
    }),
  ),
});

const heldOut = v.object({
  natsPerToken: v.number(),
  natsLow: v.number(),
  natsHigh: v.number(),
  tokens: count,
  meanDepth: v.number(),
  router: v.nullable(router),
  depthByClass: v.object({
    token: v.array(depthClass),
    nextToken: v.array(depthClass),
    frequency: v.array(depthClass),
    nextLoss: v.array(depthClass),
  }),
});

const ruleScore = v.object({
  /** False where the rule looks at what is to be predicted. */
  causal: v.boolean(),
  accuracy: estimate,
  accuracyNormalised: v.nullable(estimate),
  /** Loss of the word to be guessed; null elsewhere. */
  natsPerWord: v.nullable(estimate),
  groups: v.record(v.string(), v.object({ items: count, accuracy: estimate })),
});

const setScore = v.object({
  set: v.string(),
  title: v.string(),
  note: v.string(),
  items: count,
  of: count,
  chance: share,
  headline: v.picklist(['accuracy', 'accuracyNormalised']),
  rules: v.record(v.string(), ruleScore),
});

export const evaluation = v.object({
  version: v.literal(1),
  id: v.string(),
  family: v.string(),
  weights: v.object({ sha256: v.string(), bytes: count }),
  command: v.string(),
  hardware: v.string(),
  date: v.string(),
  bootstrap: v.object({ level: share, resamples: count, seed: count }),
  heldOut: v.record(v.string(), v.record(v.string(), heldOut)),
  scores: v.array(setScore),
});

/** A member less a baseline on the same windows and items. */
export const comparisons = v.object({
  version: v.literal(1),
  comparisons: v.array(
    v.object({
      member: v.string(),
      baseline: v.string(),
      natsPerToken: v.record(v.string(), estimate),
      headline: v.record(v.string(), estimate),
    }),
  ),
});

/** `npm run bench`: time of a forward pass against its FLOPs, each member against vanilla in the same run. */
export const forwardBench = v.object({
  version: v.literal(1),
  family: v.string(),
  date: v.string(),
  command: v.string(),
  target: v.number(),
  machine: v.object({ cpu: v.string(), cores: count }),
  sessions: v.array(
    v.object({
      backend: v.picklist(['webgpu', 'wasm', 'cpu']),
      adapter: v.nullable(v.string()),
      software: v.boolean(),
      runs: count,
      rows: v.array(
        v.object({
          member: v.string(),
          tokens: count,
          ms: v.number(),
          timeRatio: v.number(),
          flopsRatio: v.number(),
          quotient: v.number(),
        }),
      ),
    }),
  ),
});

const spread = v.object({ low: v.number(), median: v.number(), high: v.number() });
const backendName = v.picklist(['webgpu', 'wasm', 'cpu']);

/** What a bench ran with, and how busy the machine was before it. */
const surroundings = {
  version: v.literal(1),
  family: v.string(),
  date: v.string(),
  command: v.string(),
  machine: v.object({ cpu: v.string(), cores: count, load: v.number(), node: v.string() }),
  versions: v.record(v.string(), v.string()),
};

/** An engine that writes with a member; `way` says which of its ways, where it has several. */
const writer = {
  engine: v.picklist(['mor-explorer', 'tfjs', 'onnxruntime-web', 'jax-js']),
  way: v.string(),
  member: v.string(),
  batch: count,
};

/** What a token asks of a graphics device. */
const work = v.object({
  dispatches: v.number(),
  submits: v.number(),
  buffers: v.number(),
  readbacks: v.number(),
});

const throughputRow = v.object({
  ...writer,
  prompt: count,
  tokens: count,
  weightBits: count,
  threads: count,
  rounds: count,
  prefillMs: spread,
  tokenMs: spread,
  tokensPerSecond: v.number(),
  work: v.nullable(work),
  dispatchesPerLayer: v.nullable(v.number()),
  overOwn: v.nullable(v.number()),
  overVanilla: v.nullable(v.number()),
  floorMs: v.nullable(v.object({ bytes: v.number(), flops: v.number() })),
});

/** `npm run bench`: texts written, beside other runtimes on the same weights, prompts and tokens. A session is one device. */
export const decodeBench = v.object({
  ...surroundings,
  sessions: v.array(
    v.object({
      backend: backendName,
      host: v.string(),
      adapter: v.nullable(v.string()),
      software: v.boolean(),
      load: v.number(),
      floors: v.nullable(v.object({ bytesPerSecond: v.number(), flopsPerSecond: v.number() })),
      rows: v.array(throughputRow),
      refused: v.array(v.object({ ...writer, reason: v.string() })),
    }),
  ),
});

/** `npm run bench`: continuous depth-wise batching against continuous batching of the vanilla model. */
export const batchingBench = v.object({
  ...surroundings,
  sessions: v.array(
    v.object({
      backend: backendName,
      adapter: v.nullable(v.string()),
      software: v.boolean(),
      load: v.number(),
      rows: v.array(
        v.object({
          member: v.string(),
          policy: v.picklist(['depth', 'sequence']),
          baselineSlots: count,
          slots: count,
          bytes: count,
          tokensPerSecond: spread,
          overVanilla: v.number(),
          byFlops: v.number(),
          slotsInUse: v.number(),
          rounds: count,
          weightBits: count,
          work: v.nullable(work),
        }),
      ),
      refused: v.array(v.object({ member: v.string(), reason: v.string() })),
    }),
  ),
});

/** `npm run bench`: three ways past the recursions that a token does not reach, where the device decides. */
export const exitsBench = v.object({
  ...surroundings,
  sessions: v.array(
    v.object({
      backend: backendName,
      adapter: v.nullable(v.string()),
      software: v.boolean(),
      load: v.number(),
      rows: v.array(
        v.object({
          member: v.string(),
          recursions: count,
          depth: count,
          way: v.picklist(['early-return', 'indirect', 'left-out']),
          dispatches: count,
          tokenMs: spread,
          overEarlyReturn: v.number(),
          rounds: count,
        }),
      ),
    }),
  ),
});

const titled = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.object({ title: v.string(), rows: v.array(v.object(entries)) });

/** `public/results/paper.json`: what the paper prints, at its own scale. */
export const paper = v.object({
  version: v.literal(1),
  source: v.string(),
  scale: v.string(),
  table3: titled({
    routing: v.picklist(['none', 'expert', 'token']),
    cache: v.picklist(['full', 'recursion_wise', 'recursive_sharing']),
    recursions: count,
    uniqueNonEmbeddingParameters: count,
    trainingFlops: v.number(),
    tokens: count,
    natsPerToken: v.number(),
    accuracy: v.record(v.string(), v.number()),
  }),
  isoflop: titled({
    base: v.string(),
    budgetFlops: v.number(),
    member: v.string(),
    natsPerToken: v.number(),
    average: v.number(),
    tokens: v.number(),
  }),
  sharing: titled({ base: v.string(), recursions: count, sharing: v.string(), natsPerToken: v.number() }),
  equalParameters: titled({ recursions: count, natsPerToken: v.number() }),
  routing: titled({ variant: v.string(), natsPerToken: v.number() }),
  kvSharing: titled({ model: v.string(), without: v.number(), with: v.number() }),
  routers: v.object({
    title: v.string(),
    selectionAccuracy: share,
    deadTokens: share,
    maxVio: v.number(),
    entropy: v.number(),
  }),
  throughput: titled({ recursions: count, batch32: v.number(), batchMax: v.number() }),
});

export const resultsIndex = v.object({
  version: v.literal(1),
  training: v.array(trainingRow),
  depth: v.array(depthRow),
  evaluations: v.array(evaluation),
  comparisons: v.array(comparisons.entries.comparisons.item),
  forward: v.nullable(forwardBench),
  decode: v.nullable(decodeBench),
  batching: v.nullable(batchingBench),
  exits: v.nullable(exitsBench),
  paper,
  /** Planned and not yet run. */
  missing: v.array(v.object({ id: v.string(), group: v.string(), question: v.string() })),
});

export type TrainingRow = v.InferOutput<typeof trainingRow>;
export type RunCard = v.InferOutput<typeof runCard>;
export type Evaluation = v.InferOutput<typeof evaluation>;
export type Estimate = v.InferOutput<typeof estimate>;
export type DecodeBench = v.InferOutput<typeof decodeBench>;
export type BatchingBench = v.InferOutput<typeof batchingBench>;
export type ResultsIndex = v.InferOutput<typeof resultsIndex>;
