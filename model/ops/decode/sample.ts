import type { Program } from '../../gpu/program';
import type { Matrix } from '../matrix';
import { matrixReader } from '../matrix.wgsl';
import { drawing } from './draw';
import { type DecodeShape, decodeProgram } from './shape';

/**
 * The text's next token, in one workgroup: drawn from the logits as `sampling.ts` defines it, or the one given; its
 * embedding is put where the first layer begins. The token that was read before is booked in the cache's counts. Each thread takes a
 * run of neighbouring ids, so that what is walked in the order of ids is walked from thread to thread.
 */
export function sample(shape: DecodeShape, embedding: Matrix): Program {
  const reader = matrixReader('embedding', embedding);
  const { routing, numRecursions } = shape.config;
  // Without a router nobody asks: every token takes every recursion.
  const depth = routing.type === 'none' ? numRecursions : 0;
  return decodeProgram(
    shape,
    'sample',
    `
${drawing(shape)}
@group(0) @binding(0) var<uniform> sampling: Sampling;
@group(0) @binding(1) var<storage, read_write> state: State;
@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read_write> result: Result;
@group(0) @binding(4) var<storage, read> logits: array<f32>;
@group(0) @binding(5) var<storage, read> embedding: array<${reader.element}>;${reader.functions}
@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32) {
  var likely: array<Ranked, LIKELY>;
  var last = Ranked(3.4e38, 0u);
  for (var i = 0u; i < LIKELY; i++) {
    last = next_best(0u, last, thread);
    likely[i] = last;
  }
  let top = likely[0].logit;
  var part = 0.0;
  for (var id = thread; id < VOCAB; id += THREADS) { part += exp(logits[id] - top); }
  let mass = total(part, thread);

  var id = draw(sampling, state.draws, 0u, likely[0], thread);
  if (state.given != NO_TOKEN) { id = state.given; }
  for (var i = thread; i < HIDDEN; i += THREADS) { work[H + i] = embedding_one(i, id); }
  workgroupBarrier(); // all have read the state
  if (thread > 0u) { return; }

  for (var i = 0u; i < LIKELY; i++) {
    result.likely[i] = likely[i].id;
    result.probabilities[i] = exp(likely[i].logit - top) / mass;
  }
  result.id = id;
  result.probability = exp(logits[id] - top) / mass;
  result.depth = ${depth}u;

  if (state.reading == 1u) {
    for (var group = 0u; group <= state.depth; group++) { state.counts[group] += 1u; }
  }
  state.reading = 1u;
  state.going = 1u;
  state.depth = ${depth}u;
  if (state.given == NO_TOKEN) { state.draws += 1u; }
  state.given = NO_TOKEN;
}`,
  );
}
