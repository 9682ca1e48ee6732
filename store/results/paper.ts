import * as v from 'valibot';
import { count, share } from './numbers';

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
