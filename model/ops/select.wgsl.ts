import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import { LIST } from './list.wgsl';
import { bindings } from './product.wgsl';
import { programOf } from './programs';
import { type Rule, SELECT } from './select';

/**
 * One workgroup: each thread decides for a run of neighbouring candidates, and the chosen of the threads before it tell
 * it where its own go. The largest are found by rank, which compares all with all: for the few thousand logits of a text
 * that is less than the dozens of dispatches of a sort.
 */
export const selectKernel = SELECT.kernel('webgpu', ({ logits, list }, { rule, room }) => {
  const gpu = currentGpu();
  const out = gpu.tensor<tf.Rank.R1>([room + 2], 'int32');
  const outputs = logits.shape[1];
  gpu.dispatch(
    programOf(
      `select ${rule.kind} ${outputs}`,
      () => `
${bindings(['list', 'i32'], ['logits', 'f32'], ['out', 'i32', 'written'])}
${rule.kind === 'positive' ? '' : '@group(0) @binding(3) var<uniform> given: vec4u;'}
${LIST}
fn logit(i: u32) -> f32 { return logits[rowListed(i)]; }
fn goes(i: u32) -> bool { ${GOES[rule.kind](outputs)} }

var<workgroup> counts: array<u32, 256>;
@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) local: u32) {
  let candidates = listed();
  let run = (candidates + 255u) / 256u;
  let begin = min(local * run, candidates);
  let end = min(begin + run, candidates);
  var mine = 0u;
  for (var i = begin; i < end; i++) { mine += select(0u, 1u, goes(i)); }
  counts[local] = mine;
  workgroupBarrier();
  for (var reach = 1u; reach < 256u; reach *= 2u) {
    var before = 0u;
    if (local >= reach) { before = counts[local - reach]; }
    workgroupBarrier();
    counts[local] += before;
    workgroupBarrier();
  }
  var at = counts[local] - mine;
  for (var i = begin; i < end; i++) {
    if (goes(i)) {
      out[2u + at] = list[2u + i];
      at++;
    }
  }
  if (local == 255u) {
    out[0] = i32(counts[255]);
    out[1] = list[1];
  }
}`,
    ),
    [list, logits, out],
    [1],
    given(rule),
  );
  return [out];
});

/** Statements that say of candidate i whether it goes on; `given.x` is the rule's number. */
const GOES: Readonly<Record<Rule['kind'], (outputs: number) => string>> = {
  positive: () => 'return logit(i) >= 0.0;',
  largest: () => `
  let value = logit(i);
  var ahead = 0u;
  for (var j = 0u; j < listed(); j++) {
    let other = logit(j);
    ahead += select(0u, 1u, other > value || (other == value && j < i));
  }
  return ahead < given.x;`,
  reaching: (outputs) => `
  let row = rowListed(i) * ${outputs}u;
  var best = 0u;
  for (var c = 1u; c < ${outputs}u; c++) {
    if (logits[row + c] > logits[row + best]) { best = c; }
  }
  return best >= given.x;`,
};

/** The uniform of a rule's code, which is the same for every number. */
function given(rule: Rule): Uint32Array<ArrayBuffer> | undefined {
  switch (rule.kind) {
    case 'positive':
      return undefined;
    case 'largest':
      return Uint32Array.of(rule.count, 0, 0, 0);
    case 'reaching':
      return Uint32Array.of(rule.column, 0, 0, 0);
  }
}
