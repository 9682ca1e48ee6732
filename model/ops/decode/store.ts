import type { Program } from '../../gpu/program';
import { type DecodeShape, decodeProgram } from './shape';

const THREADS = 64;

/** Workgroups for the entries of so many tokens. */
export function storeGroups({ words, capacity }: DecodeShape, tokens: number): number {
  return Math.ceil((tokens * words.slot) / (2 * capacity) / THREADS);
}

/**
 * Entries that a forward pass over many tokens made, into the next rows of a slot: keys (kvHeads, headDim, tokens) and
 * values (kvHeads, tokens, headDim). Bindings: keys, values, kv, then where they go.
 */
export function storeEntries(shape: DecodeShape): Program {
  return decodeProgram(
    shape,
    'store',
    `
struct Place { slot: u32, first: u32, tokens: u32 }
@group(0) @binding(0) var<storage, read> keys: array<f32>;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> kv: array<f32>;
@group(0) @binding(3) var<uniform> place: Place;

@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) thread: vec3u) {
  let token = thread.x / KV_SIZE;
  if (token >= place.tokens) { return; }
  let column = thread.x % KV_SIZE;
  let head = column / HEAD_DIM;
  let at = place.slot + (place.first + token) * KV_SIZE + column;
  kv[at] = keys[column * place.tokens + token];
  kv[at + CAPACITY * KV_SIZE] = values[(head * place.tokens + token) * HEAD_DIM + column % HEAD_DIM];
}`,
  );
}
