import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { batchingBench, decodeBench, exitsBench, forwardBench } from '../../store/results/bench';
import { comparisons, evaluation } from '../../store/results/evaluation';
import { experimentRow } from '../../store/results/experiments';
import { paper } from '../../store/results/paper';

export const RESULTS = 'public/results';
const PLANS = 'training/experiments';

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** Every file of a folder that `keep` lets through, checked; keys that the page does not show fall away. */
function all<Schema extends v.GenericSchema>(folder: string, schema: Schema, keep = (_: string) => true) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && keep(name))
    .sort()
    .map((name) => read(join(folder, name), schema));
}

function read<Schema extends v.GenericSchema>(path: string, schema: Schema): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, json(path));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Error(`${path}: ${v.getDotPath(issue) ?? ''} ${issue.message}`);
}

function optional<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
): v.InferOutput<Schema> | null {
  return existsSync(path) ? read(path, schema) : null;
}

const plan = v.object({
  questions: v.record(v.string(), v.string()),
  members: v.array(v.string()),
});
const planned = v.object({ group: v.string() });

/** Runs of a plan that have no row yet. */
function missing(family: string, done: ReadonlySet<string>) {
  const folder = join(PLANS, family);
  const { questions, members } = read(join(folder, 'family.json'), plan);
  return members
    .filter((id) => !done.has(id))
    .map((id) => {
      const { group } = read(join(folder, `${id}.json`), planned);
      return { id, group, question: questions[group] ?? '' };
    });
}

/** Everything that runs of a family have written, as the Results page reads it; dates and orders come from the files alone. */
export function collectResults(family: string) {
  const rows = all(join(RESULTS, 'experiments'), experimentRow).filter((row) => row.family === family);
  const training = rows.filter((row) => row.kind === 'training');
  const evaluations = all(join(RESULTS, 'evaluation'), evaluation, (name) => name !== 'comparisons.json');
  return {
    version: 1,
    training,
    depth: rows.filter((row) => row.kind === 'depth'),
    evaluations: evaluations.filter((each) => each.family === family),
    comparisons: optional(join(RESULTS, 'evaluation/comparisons.json'), comparisons)?.comparisons ?? [],
    forward: optional(join(RESULTS, 'bench-forward.json'), forwardBench),
    decode: optional(join(RESULTS, 'bench-decode.json'), decodeBench),
    batching: optional(join(RESULTS, 'bench-batching.json'), batchingBench),
    exits: optional(join(RESULTS, 'bench-exits.json'), exitsBench),
    paper: read(join(RESULTS, 'paper.json'), paper),
    missing: missing(family, new Set(training.map(({ id }) => id))),
  } as const;
}
