import * as v from 'valibot';
import { count, share } from './numbers';

/**
 * Rows of `public/results/experiments/`, as `training/experiments/row.py` and `depth.py` write them. Losses are nats a token, depths
 * are recursions, FLOPs are honest.
 */

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

/** A run, with the losses of what it trained. */
export const trainingRow = v.object({
  version: v.literal(1),
  kind: v.literal('training'),
  ...shape,
  seed: count,
  /** Of products in training: “float32”, or “float32 for 1280 steps, then bfloat16 for 2720”. */
  precision: v.string(),
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

/** A trained member's losses where no token may go further than `maxDepth`. */
export const depthRow = v.object({
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

/** Any row; the file of a training run is a `runCard`. */
export const experimentRow = v.variant('kind', [trainingRow, depthRow]);

export type TrainingRow = v.InferOutput<typeof trainingRow>;
export type RunCard = v.InferOutput<typeof runCard>;
