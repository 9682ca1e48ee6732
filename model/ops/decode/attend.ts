import type { Program } from '../../gpu/program';
import { SKIPPED } from './project';
import { type DecodeShape, decodeProgram, SPLIT_KEYS } from './shape';

/**
 * Attention of one token over the entries of its slot, its own the last: a workgroup for each head and each split of the
 * keys. What it leaves of each is not yet divided by the sum of the exponentials. The queries carry the scale 1/sqrt(headDim).
 */
export function attend(shape: DecodeShape): Program {
  const { headDim } = shape.config;
  const threads = Math.max(64, headDim);
  return decodeProgram(
    shape,
    'attend',
    `
@group(0) @binding(0) var<uniform> layer: Pass;
@group(0) @binding(1) var<storage, read> state: State;
@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read> kv: array<f32>;
const THREADS = ${threads}u;
/** Threads that take every so many-th key, each one dimension of the values. */
const TEAMS = THREADS / HEAD_DIM;
var<workgroup> query: array<f32, HEAD_DIM>;
var<workgroup> shares: array<f32, ${SPLIT_KEYS}>;
var<workgroup> parts: array<vec2f, THREADS>;
${SKIPPED}

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  if (is_skipped()) { return; }
  let head = group.x;
  let split = group.y;
  let length = state.counts[layer.group] + 1u;
  let first = split * SPLIT_KEYS;
  if (first >= length) { return; }
  let keys = min(SPLIT_KEYS, length - first);
  let start = layer.slot + first * KV_SIZE + head / (HEADS / KV_HEADS) * HEAD_DIM;
  if (thread < HEAD_DIM) { query[thread] = work[Q + head * HEAD_DIM + thread]; }
  workgroupBarrier();

  var largest = -1e30;
  for (var key = thread; key < keys; key += THREADS) {
    let at = start + key * KV_SIZE;
    var score = 0.0;
    for (var i = 0u; i < HEAD_DIM; i++) { score += query[i] * kv[at + i]; }
    shares[key] = score;
    largest = max(largest, score);
  }
  parts[thread].x = largest;
  workgroupBarrier();
  for (var other = 0u; other < THREADS; other++) { largest = max(largest, parts[other].x); }
  for (var key = thread; key < keys; key += THREADS) { shares[key] = exp(shares[key] - largest); }
  workgroupBarrier();

  let dim = thread % HEAD_DIM;
  let team = thread / HEAD_DIM;
  let values = start + CAPACITY * KV_SIZE + dim;
  var mixed = vec2f(); // with the sum of the shares
  if (team < TEAMS) {
    for (var key = team; key < keys; key += TEAMS) {
      mixed += shares[key] * vec2f(kv[values + key * KV_SIZE], 1.0);
    }
  }
  parts[thread] = mixed;
  workgroupBarrier();
  if (team > 0u) { return; }
  for (var other = 1u; other < TEAMS; other++) { mixed += parts[other * HEAD_DIM + dim]; }
  let at = split * HEADS + head;
  work[MIXED + at * HEAD_DIM + dim] = mixed.x;
  if (dim == 0u) {
    work[SUM + at] = mixed.y;
    work[LARGEST + at] = largest;
  }
}`,
  );
}
