import type { ModelConfig, RoutingType } from '../../config';
import type { Program } from '../../gpu/program';
import { routerHidden } from '../../parameters';
import { lots } from './lots';
import { routerLogit, TOTAL } from './router';
import { type DecodeShape, decodeProgram } from './shape';

const THREADS = 256;

/** WGSL of one routing. */
interface Asking {
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
    functions: '',
    asks: `
  let logit = router_logit(0u, place.router, 1u, 0u, thread);
  let deciding = ${auxiliary ? 'router_logit(0u, place.auxiliary, 1u, 0u, thread)' : 'logit'};
  let score = sigmoid(deciding);
  let on = deciding >= 0.0;
  let gate = ALPHA * ${routing.activation === 'tanh' ? 'tanh' : 'sigmoid'}(logit);`,
    merged: ADD_GATED,
  }),

  token: ({ routing }) => ({
    functions: `
/** Once a token: the share of each depth, and the depth with the largest. */
fn choose(thread: u32) {
  var logits: array<f32, RECURSIONS>;
  for (var depth = 0u; depth < RECURSIONS; depth++) { logits[depth] = router_logit(0u, place.router, RECURSIONS, depth, thread); }
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

  random: (config) => ({
    functions: lots(config),
    asks: `
  let lot = draw_lot(place.recursion, state.counts[0]);
  let score = share_of(lot);
  let on = lot >= place.least_lot;
  let gate = ALPHA * score;`,
    merged: ADD_GATED,
  }),
};

/**
 * Between two recursions, in one workgroup: what the block made is merged with what entered it, and the token is told
 * whether it goes on and with what gate. Before the first recursion nothing is merged, after the last nobody is asked.
 * Bindings: place, state, work, result, and the routers where there are any. The model is routed.
 */
export function route(shape: DecodeShape, auxiliary: boolean): Program {
  const { config } = shape;
  const { type, alpha, gating } = config.routing;
  const { functions, asks, merged } = ASKING[type as Exclude<RoutingType, 'none'>](config, auxiliary);
  const hidden = routerHidden(config);
  const asksRouters = type !== 'random';
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
  /** Where in the routers the one that gates begins, and the auxiliary one. */
  router: u32,
  auxiliary: u32,
}
@group(0) @binding(0) var<uniform> place: Place;
@group(0) @binding(1) var<storage, read_write> state: State;
@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read_write> result: Result;
${asksRouters ? '@group(0) @binding(4) var<storage, read> routers: array<f32>;' : ''}
const THREADS = ${THREADS}u;
const RECURSIONS = ${config.numRecursions}u;
const SHARES = ROUTER + ${hidden ?? 0}u;
const ALPHA: f32 = ${alpha};
fn sigmoid(x: f32) -> f32 { return 1.0 / (1.0 + exp(-x)); }
${asksRouters ? TOTAL + routerLogit(hidden) : ''}
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
