import type { RoutingType } from '../../config';
import type { Program } from '../../gpu/program';
import { routerHidden } from '../../parameters';
import { routerLogit } from './router';
import { baseOf, ruleOf } from './rule';
import { type DecodeShape, decodeProgram, threadsOf } from './shape';
import { TOTAL } from './total';

/** Statements of all threads by which the token has its `verdict`. `auxiliary`: a second router decides. */
const ASKING: Readonly<Record<Exclude<RoutingType, 'none'>, (auxiliary: boolean) => string>> = {
  expert: (auxiliary) => `
  let logit = router_logit(0u, place.router, 1u, 0u, thread);
  let deciding = ${auxiliary ? 'router_logit(0u, place.auxiliary, 1u, 0u, thread)' : 'logit'};
  let verdict = judge(place.recursion, logit, deciding);`,

  token: () => `
  if (place.recursion == 1u) {
    var logits: array<f32, RECURSIONS>;
    for (var depth = 0u; depth < RECURSIONS; depth++) { logits[depth] = router_logit(0u, place.router, RECURSIONS, depth, thread); }
    if (thread == 0u) {
      var choice = choose(logits);
      for (var depth = 0u; depth < RECURSIONS; depth++) { work[SHARES + depth] = choice.shares[depth]; }
      state.chosen = choice.depth;
    }
  }
  let verdict = judge(place.recursion, work[SHARES + place.recursion - 1u], state.chosen);`,

  random: () => 'let verdict = judge(place.recursion, state.counts[0]);',
};

/**
 * Between two recursions, in one workgroup: what the block made is merged with what entered it, and the token is told
 * whether it goes on and with what gate. Before the first recursion nothing is merged, after the last nobody is asked.
 * Bindings: place, state, work, result, and the routers where there are any. The model is routed.
 */
export function route(shape: DecodeShape, auxiliary: boolean): Program {
  const { config } = shape;
  const type = config.routing.type as Exclude<RoutingType, 'none'>;
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
  /** Where in the routers the one that gates begins, and the auxiliary one. */
  router: u32,
  auxiliary: u32,
}
@group(0) @binding(0) var<uniform> place: Place;
@group(0) @binding(1) var<storage, read_write> state: State;
@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read_write> result: Result;
${asksRouters ? '@group(0) @binding(4) var<storage, read> routers: array<f32>;' : ''}
const THREADS = ${threadsOf(shape, 256)}u;
const RECURSIONS = ${config.numRecursions}u;
const SHARES = ROUTER + ${hidden ?? 0}u;
${asksRouters ? TOTAL + routerLogit(hidden) : ''}
${ruleOf(config)}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  let came = place.recursion == 1u || state.going == 1u;
  for (var i = thread; i < HIDDEN; i += THREADS) {
    if (place.recursion == 1u) { work[FIRST + i] = work[H + i]; }
    else if (came) { work[H + i] = state.keep * work[${baseOf(config)} + i] + state.gate * work[H + i]; }
    work[BEFORE + i] = work[H + i];
  }
  storageBarrier();
  if (place.recursion > RECURSIONS) { return; }
  ${ASKING[type](auxiliary)}
  workgroupBarrier(); // all have read whether the token came
  if (thread > 0u) { return; }
  let goes = came && (place.all_go == 1u || verdict.on);
  state.going = select(0u, 1u, goes);
  if (came) { result.scores[place.recursion - 1u] = verdict.score; }
  if (goes) {
    state.depth = place.recursion;
    result.depth = place.recursion;
    state.gate = verdict.gate;
    state.keep = verdict.keep;
  }
}`,
  );
}
