import type { Program } from '../../gpu/program';
import { type DecodeShape, decodeProgram, SPLIT_KEYS, threadsOf } from './shape';
import type { Tokens } from './tokens';

/**
 * Attention of each token over the entries of its text, its own the last: a workgroup for each head, split of the keys and
 * token. The queries carry the scale 1/sqrt(headDim).
 */
export function attend(shape: DecodeShape, tokens: Tokens): Program {
  const { headDim } = shape.config;
  const threads = threadsOf(shape, Math.max(64, headDim));
  const teams = Math.max(1, Math.floor(threads / headDim));
  return decodeProgram(
    shape,
    'attend',
    `
${tokens.declarations}@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read> kv: array<f32>;
const THREADS = ${threads}u;
/** Those who mix one dimension of the values, each every so many-th key. */
const TEAMS = ${teams}u;
const MIXES = TEAMS * HEAD_DIM;
var<workgroup> query: array<f32, HEAD_DIM>;
var<workgroup> shares: array<f32, ${SPLIT_KEYS}>;
var<workgroup> parts: array<vec2f, ${Math.max(threads, teams * headDim)}>;

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let head = group.x;
  let split = group.y;
  let at = group.z;
  if (!is_there(at)) { return; }
  let first = split * SPLIT_KEYS;
  if (first >= length(at)) { return; }
  let keys = min(SPLIT_KEYS, length(at) - first);
  let own = base(at);
  let start = first_entry(at) + first * KV_SIZE + head / (HEADS / KV_HEADS) * HEAD_DIM;
  for (var i = thread; i < HEAD_DIM; i += THREADS) { query[i] = work[own + Q + head * HEAD_DIM + i]; }
  workgroupBarrier();

  var largest = -1e30;
  for (var key = thread; key < keys; key += THREADS) {
    let entry = start + key * KV_SIZE;
    var score = 0.0;
    for (var i = 0u; i < HEAD_DIM; i++) { score += query[i] * kv[entry + i]; }
    shares[key] = score;
    largest = max(largest, score);
  }
  parts[thread].x = largest;
  workgroupBarrier();
  for (var other = 0u; other < min(THREADS, keys); other++) { largest = max(largest, parts[other].x); }
  for (var key = thread; key < keys; key += THREADS) { shares[key] = exp(shares[key] - largest); }
  workgroupBarrier();

  let values = start + CAPACITY * KV_SIZE;
  for (var i = thread; i < MIXES; i += THREADS) {
    var mixed = vec2f(); // with the sum of the shares
    for (var key = i / HEAD_DIM; key < keys; key += TEAMS) {
      mixed += shares[key] * vec2f(kv[values + key * KV_SIZE + i % HEAD_DIM], 1.0);
    }
    parts[i] = mixed;
  }
  workgroupBarrier();
  let part = split * HEADS + head;
  for (var dim = thread; dim < HEAD_DIM; dim += THREADS) {
    var mixed = parts[dim];
    for (var i = dim + HEAD_DIM; i < MIXES; i += HEAD_DIM) { mixed += parts[i]; }
    work[own + MIXED + part * HEAD_DIM + dim] = mixed.x / mixed.y;
    if (dim == 0u) { work[own + LOG_SUM + part] = largest + log(mixed.y); }
  }
}`,
  );
}
