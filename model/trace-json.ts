import * as v from 'valibot';
import { checkConfig } from './config';
import { TRACE_VERSION, type Trace } from './trace';
import { fieldUnreadable, TraceUnreadable } from './unreadable';

/** A trace as JSON holds it: typed arrays become arrays, nothing else changes. */
export type TraceJson = Plain<Trace>;
type Plain<T> = T extends Int32Array | Float32Array
  ? number[]
  : T extends readonly (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? { [Key in keyof T]: Plain<T[Key]> }
      : T;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const integers = v.pipe(
  v.array(v.pipe(v.number(), v.integer())),
  v.transform((values) => Int32Array.from(values)),
);
const floats = v.pipe(
  v.array(v.number()),
  v.transform((values) => Float32Array.from(values)),
);

const routing = v.object({
  type: v.picklist(['none', 'expert', 'token', 'random']),
  router: v.picklist(['linear', 'mlp', 'wide_mlp']),
  activation: v.picklist(['sigmoid', 'softmax', 'tanh']),
  alpha: v.number(),
  capacities: v.array(v.number()),
  gating: v.picklist(['weighted', 'additive']),
  auxRouter: v.boolean(),
  gateEveryRecursion: v.boolean(),
  seed: count,
});

const config = v.object({
  hiddenSize: count,
  intermediateSize: count,
  numHiddenLayers: count,
  numAttentionHeads: count,
  numKeyValueHeads: count,
  headDim: count,
  rmsNormEps: v.number(),
  ropeTheta: v.number(),
  vocabSize: count,
  maxPositionEmbeddings: count,
  tieWordEmbeddings: v.boolean(),
  numRecursions: count,
  sharing: v.picklist(['none', 'cycle', 'sequence', 'middle_cycle', 'middle_sequence']),
  kvCache: v.picklist(['full', 'recursion_wise', 'recursive_sharing']),
  routing,
});

const recursion = v.object({
  recursion: count,
  candidates: integers,
  routerLogits: floats,
  scores: floats,
  threshold: v.nullable(v.number()),
  selected: integers,
  gates: floats,
  ms: v.number(),
});

const pass = v.object({
  layer: count,
  stored: count,
  recursion: v.nullable(count),
  queries: count,
  keys: count,
  kvWritten: count,
  kvRead: count,
});

const readout = v.object({
  afterRecursion: v.nullable(count),
  k: count,
  ids: integers,
  probabilities: floats,
});

/** What a file must hold; its fields are written out in docs/trace.md. */
export const traceSchema = v.object({
  version: v.literal(TRACE_VERSION),
  model: v.string(),
  config,
  parameters: count,
  backend: v.picklist(['webgpu', 'wasm', 'cpu']),
  adapter: v.nullable(v.string()),
  rule: v.picklist(['threshold', 'topk']),
  tokens: v.array(v.object({ id: count, text: v.string() })),
  truncated: count,
  depth: integers,
  recursions: v.array(recursion),
  passes: v.array(pass),
  readouts: v.array(readout),
  nll: floats,
  loss: v.nullable(v.number()),
  ms: v.number(),
});

/** A trace ready for JSON.stringify; a float32 is written with as few digits as bring it back. */
export function encodeTrace(trace: Trace): TraceJson {
  return plain(trace) as TraceJson;
}

/** Reads a parsed trace file. Throws E-TRACE where it is of another version, or its parts do not fit together. */
export function decodeTrace(json: unknown): Trace {
  const version = (json as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version !== TRACE_VERSION) {
    throw new TraceUnreadable({ why: 'version', of: 'trace', found: String(version), read: TRACE_VERSION });
  }
  const parsed = v.safeParse(traceSchema, json);
  if (!parsed.success) {
    throw new TraceUnreadable(fieldUnreadable(parsed.issues[0]));
  }
  const trace: Trace = parsed.output;
  checkTogether(trace);
  return trace;
}

function plain(value: unknown): unknown {
  if (value instanceof Float32Array) return Array.from(value, shortest);
  if (value instanceof Int32Array) return Array.from(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  }
  return value;
}

/** A float32 with as few digits as bring it back: nine always do, most need fewer. */
export function shortest(value: number): number {
  for (let digits = 5; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return rounded;
  }
  return Number(value.toPrecision(9));
}

function checkTogether(trace: Trace): void {
  try {
    checkConfig(trace.config);
  } catch (cause) {
    throw new TraceUnreadable({ why: 'config', sentence: (cause as Error).message }, { cause });
  }
  const tokens = trace.tokens.length;
  const positions = (values: Int32Array) => values.every((value) => value >= 0 && value < tokens);
  const optional = (values: ArrayLike<number>, length: number) =>
    values.length === 0 || values.length === length;
  const fits =
    tokens > 0 &&
    trace.depth.length === tokens &&
    trace.nll.length === tokens - 1 &&
    trace.tokens.every(({ id }) => id < trace.config.vocabSize) &&
    trace.passes.length === trace.config.numHiddenLayers &&
    trace.recursions.length === (trace.config.numRecursions > 1 ? trace.config.numRecursions : 0) &&
    trace.recursions.every(({ recursion }, r) => recursion === r + 1) &&
    depthsFit(trace) &&
    trace.recursions.every(
      ({ candidates, routerLogits, scores, selected, gates }) =>
        positions(candidates) &&
        positions(selected) &&
        optional(routerLogits, candidates.length) &&
        optional(scores, candidates.length) &&
        optional(gates, selected.length),
    ) &&
    trace.readouts.every(
      ({ k, ids, probabilities }) => ids.length === tokens * k && probabilities.length === tokens * k,
    );
  if (!fits) throw new TraceUnreadable({ why: 'parts' });
}

/** A token's depth is the number of recursions that it went through, from the first on. */
function depthsFit({ depth, recursions }: Trace): boolean {
  if (recursions.length === 0) return depth.every((each) => each === 1);
  const done = new Int32Array(depth.length);
  const inOrder = recursions.every(({ recursion, selected }) =>
    selected.every((position) => {
      done[position] = (done[position] ?? 0) + 1;
      return done[position] === recursion;
    }),
  );
  return inOrder && depth.every((each, position) => each === done[position]);
}
