import type { Program } from '../../gpu/program';
import { productOf } from './columns';
import { type DecodeShape, decodeProgram } from './shape';
import type { Tokens } from './tokens';

/** RMSNorm, folded into the product after it: the input is multiplied by the norm's weight, the sum by 1 / rms. */
const NORMED = `
fn input(at: u32, row: u32) -> f32 { return work[base(at) + H + row]; }
fn inverse_rms(squares: f32) -> f32 { return inverseSqrt(squares / f32(HIDDEN) + EPS); }`;

/** Pairs (i, i + headDim / 2) of what this pass computes: of all heads, or of the queries alone. */
export function projectedPairs({ config }: DecodeShape, writes: boolean): number {
  const heads = config.numAttentionHeads + (writes ? 2 * config.numKeyValueHeads : 0);
  return (heads * config.headDim) / 2;
}

/**
 * RMSNorm, projection to queries, keys and values, rotation to the token's position, and the entry's place in the cache.
 * Where the pass finds its entries written, queries alone. Each column is a pair that is rotated together.
 */
export function projectQkv(shape: DecodeShape, tokens: Tokens, writes: boolean): Program {
  const keysAndValues = `
  let side = (head - HEADS) / KV_HEADS;
  let at = row * KV_SIZE + ((head - HEADS) % KV_HEADS) * HEAD_DIM + pair % HALF;
  if (side == 0u) { return vec2f(key[at], key[at + HALF]) * norm[row]; }
  return vec2f(value[at], value[at + HALF]) * norm[row];`;
  const write = `
  let side = (head - HEADS) / KV_HEADS;
  let entry = own_entry(at);
  if (entry == NO_TOKEN) { return; }
  let there = entry + side * CAPACITY * KV_SIZE + ((head - HEADS) % KV_HEADS) * HEAD_DIM + pair % HALF;
  let out = select(plain, rotated, side == 0u);
  kv[there] = out.x;
  kv[there + HALF] = out.y;`;
  return decodeProgram(
    shape,
    'project-qkv',
    `
${tokens.declarations}@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read> rotation: array<vec2f>;
@group(0) @binding(4) var<storage, read> norm: array<f32>;
@group(0) @binding(5) var<storage, read> query: array<f32>;
${
  writes
    ? `@group(0) @binding(6) var<storage, read> key: array<f32>;
@group(0) @binding(7) var<storage, read> value: array<f32>;
@group(0) @binding(8) var<storage, read_write> kv: array<f32>;`
    : ''
}
const HALF = HEAD_DIM / 2u;
${NORMED}

fn weights(row: u32, pair: u32) -> vec2f {
  let head = pair / HALF;
  if (head < HEADS) {
    let at = row * HEADS * HEAD_DIM + head * HEAD_DIM + pair % HALF;
    return vec2f(query[at], query[at + HALF]) * norm[row];
  }
  ${writes ? keysAndValues : 'return vec2f();'}
}

fn finish(at: u32, pair: u32, sum: vec2f, squares: f32) {
  let head = pair / HALF;
  let turn = rotation[position(at) * HALF + pair % HALF];
  let plain = sum * inverse_rms(squares);
  let rotated = vec2f(plain.x * turn.x - plain.y * turn.y, plain.y * turn.x + plain.x * turn.y);
  if (head < HEADS) {
    let there = base(at) + Q + head * HEAD_DIM + pair % HALF;
    work[there] = rotated.x;
    work[there + HALF] = rotated.y;
    return;
  }
  ${writes ? write : ''}
}
${productOf('HIDDEN', `${projectedPairs(shape, writes)}u`, tokens)}`,
  );
}

/** H += attention * Wo; the parts of a split text are put together on the way. */
export function projectOutput(shape: DecodeShape, tokens: Tokens): Program {
  return decodeProgram(
    shape,
    'project-output',
    `
${tokens.declarations}@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read> output: array<f32>;

fn input(at: u32, row: u32) -> f32 {
  let own = base(at);
  let head = row / HEAD_DIM;
  let used = (length(at) - 1u) / SPLIT_KEYS + 1u;
  var largest = work[own + LARGEST + head];
  for (var split = 1u; split < used; split++) {
    largest = max(largest, work[own + LARGEST + split * HEADS + head]);
  }
  var mixed = 0.0;
  var sum = 0.0;
  for (var split = 0u; split < used; split++) {
    let share = exp(work[own + LARGEST + split * HEADS + head] - largest);
    mixed += share * work[own + MIXED + split * HEADS * HEAD_DIM + row];
    sum += share * work[own + SUM + split * HEADS + head];
  }
  return mixed / sum;
}

fn weights(row: u32, column: u32) -> vec2f { return vec2f(output[row * HIDDEN + column], 0.0); }
fn finish(at: u32, column: u32, sum: vec2f, squares: f32) { work[base(at) + H + column] += sum.x; }
${productOf('HEADS * HEAD_DIM', 'HIDDEN', tokens)}`,
  );
}

/** RMSNorm, gate and up of the MLP, SiLU(gate) * up. */
export function openMlp(shape: DecodeShape, tokens: Tokens): Program {
  return decodeProgram(
    shape,
    'open-mlp',
    `
${tokens.declarations}@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read> norm: array<f32>;
@group(0) @binding(4) var<storage, read> gate: array<f32>;
@group(0) @binding(5) var<storage, read> up: array<f32>;
${NORMED}

fn weights(row: u32, column: u32) -> vec2f {
  let at = row * INTERMEDIATE + column;
  return vec2f(gate[at], up[at]) * norm[row];
}

fn finish(at: u32, column: u32, sum: vec2f, squares: f32) {
  let opened = sum * inverse_rms(squares);
  work[base(at) + OPENED + column] = opened.x / (1.0 + exp(-opened.x)) * opened.y;
}
${productOf('HIDDEN', 'INTERMEDIATE', tokens)}`,
  );
}

/** H += opened * Wdown */
export function closeMlp(shape: DecodeShape, tokens: Tokens): Program {
  return decodeProgram(
    shape,
    'close-mlp',
    `
${tokens.declarations}@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read> down: array<f32>;

fn input(at: u32, row: u32) -> f32 { return work[base(at) + OPENED + row]; }
fn weights(row: u32, column: u32) -> vec2f { return vec2f(down[row * HIDDEN + column], 0.0); }
fn finish(at: u32, column: u32, sum: vec2f, squares: f32) { work[base(at) + H + column] += sum.x; }
${productOf('INTERMEDIATE', 'HIDDEN', tokens)}`,
  );
}

/** Final norm and head: logits (tokens, vocabSize). */
export function readOutLogits(shape: DecodeShape, tokens: Tokens): Program {
  return decodeProgram(
    shape,
    'read-out',
    `
${tokens.declarations}
@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read> norm: array<f32>;
@group(0) @binding(4) var<storage, read> head: array<f32>;
@group(0) @binding(5) var<storage, read_write> logits: array<f32>;
${NORMED}

fn weights(row: u32, column: u32) -> vec2f { return vec2f(head[row * VOCAB + column] * norm[row], 0.0); }
fn finish(at: u32, column: u32, sum: vec2f, squares: f32) {
  logits[at * VOCAB + column] = sum.x * inverse_rms(squares);
}
${productOf('HIDDEN', 'VOCAB', tokens)}`,
  );
}
