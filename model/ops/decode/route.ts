import type { ModelConfig, RoutingType } from '../../config';
import type { Program } from '../../gpu/program';
import { routerHidden } from '../../parameters';
import { type DecodeShape, decodeProgram } from './shape';

const THREADS = 256;

/** WGSL of one routing. */
interface Asking {
  /** Its routers, with the number of their outputs. */
  readonly routers: readonly { readonly name: string; readonly outputs: number }[];
  readonly functions: string;
  /** Statements of all threads that say of the token: its `score`, whether it is `on` by the rule, and its `gate`. */
  readonly asks: string;
  /** Element i of the state that leaves a recursion. */
  readonly merged: string;
}

const ADD_GATED = 'work[BEFORE + i] + state.gate * work[H + i]';

/** As `routing/` defines them. `auxiliary`: a second router decides. */
const ASKING: Readonly<
  Record<Exclude<RoutingType, 'none'>, (config: ModelConfig, auxiliary: boolean) => Asking>
> = {
  expert: ({ routing }, auxiliary) => ({
    routers: ['router', ...(auxiliary ? ['auxiliary'] : [])].map((name) => ({ name, outputs: 1 })),
    functions: '',
    asks: `
  let logit = router_logit(0u, thread);
  let deciding = ${auxiliary ? 'auxiliary_logit(0u, thread)' : 'logit'};
  let score = sigmoid(deciding);
  let on = deciding >= 0.0;
  let gate = ALPHA * ${routing.activation === 'tanh' ? 'tanh' : 'sigmoid'}(logit);`,
    merged: ADD_GATED,
  }),

  token: ({ routing, numRecursions }) => ({
    routers: [{ name: 'router', outputs: numRecursions }],
    functions: `
/** Once a token: the share of each depth, and the depth with the largest. */
fn choose(thread: u32) {
  var logits: array<f32, RECURSIONS>;
  for (var depth = 0u; depth < RECURSIONS; depth++) { logits[depth] = router_logit(depth, thread); }
  if (thread > 0u) { return; }
  var top = logits[0];
  for (var depth = 1u; depth < RECURSIONS; depth++) { top = max(top, logits[depth]); }
  var sum = 0.0;
  for (var depth = 0u; depth < RECURSIONS; depth++) { sum += exp(logits[depth] - top); }
  state.chosen = 1u;
  for (var depth = 0u; depth < RECURSIONS; depth++) {
    work[SHARES + depth] = ${routing.activation === 'softmax' ? 'exp(logits[depth] - top) / sum' : 'sigmoid(logits[depth])'};
    if (work[SHARES + depth] > work[SHARES + state.chosen - 1u]) { state.chosen = depth + 1u; }
  }
}`,
    asks: `
  if (place.recursion == 1u) { choose(thread); }
  let score = work[SHARES + place.recursion - 1u];
  let on = state.chosen >= place.recursion;
  let gate = select(1.0, ALPHA * score, ${routing.gateEveryRecursion} || state.chosen == place.recursion);`,
    merged: 'state.gate * work[H + i] + select(0.0, work[FIRST + i], state.chosen + 1u == place.recursion)',
  }),

  random: ({ routing }) => ({
    routers: [],
    functions: `
const SEED = ${(routing.seed + 0x9e3779b9) >>> 0}u;
/** Unsigned 32-bit integer hash, as in routing/random-choice.ts. */
fn lowbias32(value: u32) -> u32 {
  var x = (value ^ (value >> 16u)) * 0x7feb352du;
  x = (x ^ (x >> 15u)) * 0x846ca68bu;
  return x ^ (x >> 16u);
}`,
    asks: `
  let lot = lowbias32(lowbias32(lowbias32(SEED) ^ place.recursion) ^ state.counts[0]) >> 8u;
  let score = f32(lot) / 16777216.0;
  let on = lot >= place.least_lot;
  let gate = ALPHA * score;`,
    merged: ADD_GATED,
  }),
};

/** WGSL of a router's logit: one product, or an MLP with a GELU (spec 2.3), of H. All threads are told. */
function logitOf(name: string, outputs: number, hidden: number | null): string {
  if (hidden === null) {
    return `
fn ${name}_logit(output: u32, thread: u32) -> f32 {
  var part = 0.0;
  for (var i = thread; i < HIDDEN; i += THREADS) { part += work[H + i] * ${name}[i * ${outputs}u + output]; }
  return total(part, thread);
}`;
  }
  return `
fn ${name}_logit(output: u32, thread: u32) -> f32 {
  storageBarrier();
  for (var unit = thread; unit < ${hidden}u; unit += THREADS) {
    var sum = 0.0;
    for (var i = 0u; i < HIDDEN; i++) { sum += work[H + i] * ${name}_in[i * ${hidden}u + unit]; }
    work[ROUTER + unit] = gelu(sum);
  }
  var part = 0.0;
  for (var unit = thread; unit < ${hidden}u; unit += THREADS) {
    part += work[ROUTER + unit] * ${name}_out[unit * ${outputs}u + output];
  }
  return total(part, thread);
}`;
}

/** x * Phi(x), erf by Abramowitz and Stegun 7.1.26 as tfjs has it. */
const GELU = `
fn gelu(x: f32) -> f32 {
  let z = abs(x) * 0.70710678118;
  let t = 1.0 / (1.0 + 0.3275911 * z);
  let tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return 0.5 * x * (1.0 + sign(x) * (1.0 - tail * exp(-z * z)));
}`;

/**
 * Between two recursions, in one workgroup: what the block made is merged with what entered it, and the token is told
 * whether it goes on and with what gate. Before the first recursion nothing is merged, after the last nobody is asked.
 * Bindings: place, state, work, result, then each router's matrices. The model is routed.
 */
export function route(shape: DecodeShape, auxiliary: boolean): Program {
  const { config } = shape;
  const { type, alpha, gating } = config.routing;
  const { routers, functions, asks, merged } = ASKING[type as Exclude<RoutingType, 'none'>](
    config,
    auxiliary,
  );
  const hidden = routerHidden(config);
  const matrices = routers.flatMap(({ name }) => (hidden === null ? [name] : [`${name}_in`, `${name}_out`]));
  return decodeProgram(
    shape,
    'route',
    `
struct Place {
  /** 1-based, the recursion that is asked for; one more than there are after the last. */
  recursion: u32,
  /** 1 where every token goes all the way. */
  all_go: u32,
  /** Random: the least lot, of 2^24, that goes on. */
  least_lot: u32,
}
@group(0) @binding(0) var<uniform> place: Place;
@group(0) @binding(1) var<storage, read_write> state: State;
@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read_write> result: Result;
${matrices.map((name, i) => `@group(0) @binding(${4 + i}) var<storage, read> ${name}: array<f32>;`).join('\n')}
const THREADS = ${THREADS}u;
const RECURSIONS = ${config.numRecursions}u;
const SHARES = ROUTER + ${hidden ?? 0}u;
const ALPHA: f32 = ${alpha};
var<workgroup> parts: array<f32, THREADS>;

fn sigmoid(x: f32) -> f32 { return 1.0 / (1.0 + exp(-x)); }
${hidden === null ? '' : GELU}

/** Sum over the threads, told to all of them. */
fn total(part: f32, thread: u32) -> f32 {
  workgroupBarrier();
  parts[thread] = part;
  workgroupBarrier();
  for (var stride = THREADS / 2u; stride > 0u; stride /= 2u) {
    if (thread < stride) { parts[thread] += parts[thread + stride]; }
    workgroupBarrier();
  }
  return parts[0];
}
${routers.map(({ name, outputs }) => logitOf(name, outputs, hidden)).join('\n')}
${functions}

@compute @workgroup_size(${THREADS})
fn main(@builtin(local_invocation_index) thread: u32) {
  let came = place.recursion == 1u || state.going == 1u;
  for (var i = thread; i < HIDDEN; i += THREADS) {
    if (place.recursion > 1u && came) { work[H + i] = ${merged}; }
    work[BEFORE + i] = work[H + i];
    ${type === 'token' ? 'if (place.recursion == 1u) { work[FIRST + i] = work[H + i]; }' : ''}
  }
  storageBarrier();
  if (place.recursion > RECURSIONS) { return; }
  ${asks}
  workgroupBarrier(); // all have read whether the token came
  if (thread > 0u) { return; }
  let goes = came && (place.recursion == 1u || place.all_go == 1u || on);
  state.going = select(0u, 1u, goes);
  if (came) { result.scores[place.recursion - 1u] = score; }
  if (goes) {
    state.depth = place.recursion;
    result.depth = place.recursion;
    state.gate = ${gating === 'weighted' ? 'gate' : '1.0'};
  }
}`,
  );
}

/** The least of 2^24 lots that goes on to a recursion: the threshold of routing/random-choice.ts. */
export function leastLot({ routing }: ModelConfig, recursion: number): number {
  if (routing.type !== 'random' || recursion === 1 || recursion > routing.capacities.length) return 0;
  const threshold = 1 - routing.capacities[recursion - 1]! / routing.capacities[recursion - 2]!;
  return Math.ceil(threshold * 2 ** 24);
}
