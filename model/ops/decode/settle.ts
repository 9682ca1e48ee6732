import type { Program } from '../../gpu/program';
import { routerHidden } from '../../parameters';
import type { Matrix } from '../matrix';
import { matrixReader } from '../matrix.wgsl';
import { routerLogit } from './router';
import { baseOf } from './rule';
import { type DecodeShape, decodeProgram, threadsOf } from './shape';
import { MANY_TOKENS } from './tokens';
import { TOTAL } from './total';

/** Words of a `Way`. */
export const WAY_WORDS = 8;
/** Where there is no router. */
export const NO_ROUTER = 0xffffffff;

/** Numbers a token is told: of the router that gates as many as it has outputs, and the auxiliary one's. */
export function answersEach({ config }: DecodeShape): number {
  return routerOutputs(config.routing.type, config.numRecursions) + 1;
}

function routerOutputs(type: string, numRecursions: number): number {
  return type === 'token' ? numRecursions : 1;
}

/** The embedding of each token that enters, where its first layer begins. A workgroup a token. */
export function enterRows(shape: DecodeShape, embedding: Matrix): Program {
  const reader = matrixReader('embedding', embedding);
  return decodeProgram(
    shape,
    'enter-rows',
    `
${MANY_TOKENS.declarations}
${WAY}
@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read> ways: array<Way>;
@group(0) @binding(4) var<storage, read> embedding: array<${reader.element}>;${reader.functions}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let at = group.x;
  if (!is_there(at)) { return; }
  for (var i = thread; i < HIDDEN; i += 64u) {
    work[base(at) + H + i] = embedding_one(i, ways[at].id);
  }
}`,
  );
}

/**
 * Where tokens stand between two recursions, a workgroup each: what the block made is merged with what it is added to, and
 * the next routers are asked; the host decides by what they say.
 */
export function settleRows(shape: DecodeShape): Program {
  const { type } = shape.config.routing;
  const asks = type === 'expert' || type === 'token';
  const outputs = routerOutputs(type, shape.config.numRecursions);
  return decodeProgram(
    shape,
    'settle-rows',
    `
${MANY_TOKENS.declarations}
${WAY}
@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read> ways: array<Way>;
${
  asks
    ? `@group(0) @binding(4) var<storage, read> routers: array<f32>;
@group(0) @binding(5) var<storage, read_write> answers: array<f32>;`
    : ''
}
const THREADS = ${threadsOf(shape, 256)}u;
const OUTPUTS = ${outputs}u;
${asks ? TOTAL + routerLogit(routerHidden(shape.config)) : ''}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let at = group.x;
  if (!is_there(at)) { return; }
  let own = base(at);
  let way = ways[at];
  for (var i = thread; i < HIDDEN; i += THREADS) {
    if (way.entering == 1u) {
      work[own + FIRST + i] = work[own + H + i];
    } else {
      let added = work[own + ${baseOf(shape.config)} + i];
      work[own + H + i] = way.keep * added + way.gate * work[own + H + i];
    }
    work[own + BEFORE + i] = work[own + H + i];
  }
  ${asks ? ASK : ''}
}`,
  );
}

/** The next routers' outputs, for the host. */
const ASK = `  storageBarrier();
  if (ways[at].router != ${NO_ROUTER}u) {
    for (var output = 0u; output < OUTPUTS; output++) {
      let logit = router_logit(own, ways[at].router, OUTPUTS, output, thread);
      if (thread == 0u) { answers[at * (OUTPUTS + 1u) + output] = logit; }
    }
  }
  if (ways[at].auxiliary != ${NO_ROUTER}u) {
    let logit = router_logit(own, ways[at].auxiliary, 1u, 0u, thread);
    if (thread == 0u) { answers[at * (OUTPUTS + 1u) + OUTPUTS] = logit; }
  }`;

export const WAY = `
/** Where a token comes from and what it asks. */
struct Way {
  /** The token, where it enters. */
  id: u32,
  entering: u32,
  /** Factors on what the recursion's output is added to, and on the output. */
  keep: f32,
  gate: f32,
  /** Where in the routers the next ones begin. */
  router: u32,
  auxiliary: u32,
  unused: vec2u,
}`;
