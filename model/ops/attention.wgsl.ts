import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import type { Program } from '../gpu/program';
import { ATTENTION } from './attention';
import { bindings } from './product.wgsl';
import { programOf } from './programs';

/** Queries of one head that a workgroup takes: two strips of four. */
const QUERIES = 8;

export const attentionKernel = ATTENTION.kernel('webgpu', ({ q, keys, values, queryList, keyList }) => {
  const [room, heads, headDim] = q.shape;
  const gpu = currentGpu();
  const out = gpu.tensor<tf.Rank.R2>([room, heads * headDim]);
  gpu.dispatch(
    program(heads, keys.shape[0], headDim),
    [queryList, keyList, q, keys, values, out],
    [heads, Math.ceil(room / QUERIES)],
  );
  return [out];
});

/**
 * Softmax as the keys come, 32 at a time, without a mask: keys are ascending by position, so a workgroup stops after its
 * last query's. 32 lanes share four queries; each lane is a key while scores are made, and dimensions of the result
 * while values are mixed. Numbers of the four queries travel as one vec4f.
 */
function program(heads: number, kvHeads: number, headDim: number): Program {
  return programOf(
    `attention ${heads} ${kvHeads} ${headDim}`,
    () => `
const HEADS = ${heads}u;
const HEAD_DIM = ${headDim}u;
const LANES = 32u;
const PARTS = ${Math.ceil(headDim / 32)}u; // dimensions a lane mixes
/** Finite, for WGSL promises nothing about infinities. */
const MASKED = vec4f(-1e30);
${bindings(['queryList', 'i32'], ['keyList', 'i32'], ['q', 'f32'], ['keys', 'f32'], ['values', 'f32'], ['out', 'f32', 'written'])}
var<workgroup> asked: array<vec4f, ${2 * headDim}>; // [strip][dimension]
var<workgroup> scores: array<vec4f, 64>; // [strip][key of the tile]
var<workgroup> weights: array<vec4f, 64>;

fn queryPosition(i: u32) -> i32 { return queryList[1] + queryList[2u + i]; }
fn keyPosition(j: u32) -> i32 { return keyList[1] + keyList[2u + j]; }

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let queryCount = u32(queryList[0]);
  let keyCount = u32(keyList[0]);
  let first = group.y * ${QUERIES}u;
  if (first >= queryCount) { return; }
  let head = group.x;
  let kvHead = head / ${heads / kvHeads}u;
  let room = arrayLength(&keys) / ${kvHeads * headDim}u;
  let strip = local / LANES;
  let lane = local % LANES;

  let last = queryCount - 1u;
  let begin = first + strip * 4u;
  let i = min(vec4u(begin, begin + 1u, begin + 2u, begin + 3u), vec4u(last));
  let position = vec4i(queryPosition(i.x), queryPosition(i.y), queryPosition(i.z), queryPosition(i.w));
  let lastPosition = queryPosition(min(first + ${QUERIES - 1}u, last));
  let rows = (i * HEADS + head) * HEAD_DIM;
  for (var d = lane; d < HEAD_DIM; d += LANES) {
    asked[strip * HEAD_DIM + d] = vec4f(q[rows.x + d], q[rows.y + d], q[rows.z + d], q[rows.w + d]);
  }
  workgroupBarrier();

  var top = MASKED;
  var total = vec4f();
  var mixed: array<vec4f, PARTS>;
  for (var tile = 0u; tile < keyCount && keyPosition(tile) <= lastPosition; tile += LANES) {
    let key = min(tile + lane, keyCount - 1u);
    var score = vec4f();
    for (var d = 0u; d < HEAD_DIM; d++) {
      score = fma(asked[strip * HEAD_DIM + d], vec4f(keys[(kvHead * HEAD_DIM + d) * room + key]), score);
    }
    let seen = (position >= vec4i(keyPosition(key))) & vec4<bool>(tile + lane < keyCount);
    score = select(MASKED, score, seen);
    scores[local] = score;
    workgroupBarrier();
    var high = top;
    for (var j = 0u; j < LANES; j++) { high = max(high, scores[strip * LANES + j]); }
    weights[local] = exp(score - high);
    workgroupBarrier();
    let fade = exp(top - high);
    top = high;
    total *= fade;
    for (var p = 0u; p < PARTS; p++) { mixed[p] *= fade; }
    for (var j = 0u; j < LANES; j++) {
      let weight = weights[strip * LANES + j];
      total += weight;
      let row = (kvHead * room + min(tile + j, keyCount - 1u)) * HEAD_DIM;
      for (var p = 0u; p < PARTS; p++) {
        let d = min(lane + p * LANES, HEAD_DIM - 1u);
        mixed[p] = fma(weight, vec4f(values[row + d]), mixed[p]);
      }
    }
  }

  for (var p = 0u; p < PARTS; p++) {
    let d = lane + p * LANES;
    if (d >= HEAD_DIM) { continue; }
    let result = mixed[p] / total;
    for (var n = 0u; n < 4u; n++) {
      if (begin + n <= last) { out[((begin + n) * HEADS + head) * HEAD_DIM + d] = result[n]; }
    }
  }
}`,
  );
}
