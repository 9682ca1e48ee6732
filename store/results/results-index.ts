import * as v from 'valibot';
import { batchingBench, decodeBench, exitsBench, forwardBench } from './bench';
import { comparisons, evaluation } from './evaluation';
import { depthRow, trainingRow } from './experiments';
import { paper } from './paper';

/**
 * What the Results page shows: `public/results/index.json`, put together by `npm run results` from the files that runs
 * wrote and from the paper's own tables.
 */
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

export type ResultsIndex = v.InferOutput<typeof resultsIndex>;
