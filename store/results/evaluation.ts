import * as v from 'valibot';
import { count, share } from './numbers';

/**
 * What `training/evaluation/` measured, in the shape of its `schema.py`: losses are nats a token, accuracies lie between 0 and 1,
 * depths are recursions.
 */

/** A mean and the ends of its bootstrap interval. */
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

/** A member on held-out texts, by set and then by rule, and on the scored sets of tasks. */
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

export type Evaluation = v.InferOutput<typeof evaluation>;
export type Estimate = v.InferOutput<typeof estimate>;
