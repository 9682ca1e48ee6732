import type { Program } from '../../gpu/program';
import type { LayerWeights } from '../../weights';
import type { Matrix } from '../matrix';
import { matrixReader, quadCount } from '../matrix.wgsl';
import { productOf } from './columns';
import { type DecodeShape, decodeProgram } from './shape';
import type { Tokens } from './tokens';

/** RMSNorm, folded into the product after it: the input is multiplied by the norm's weight, the sum by 1 / rms. */
const NORMED = `
fn input(at: u32, row: u32) -> f32 { return work[base(at) + H + row]; }
fn inverse_rms(squares: f32) -> f32 { return inverseSqrt(squares / f32(HIDDEN) + EPS); }`;

/** A bound matrix, and functions that read it. */
function bound(binding: number, name: string, matrix: Matrix): string {
  const { element, functions } = matrixReader(name, matrix);
  return `@group(0) @binding(${binding}) var<storage, read> ${name}: array<${element}>;${functions}`;
}

/** Quads of what a pass projects: queries, and where it writes entries the keys and the values after them. */
export function projectedQuads({ query, key, value }: LayerWeights, writes: boolean): number {
  const all = writes ? [query, key, value] : [query];
  return all.reduce((sum, { columns }) => sum + quadCount(columns), 0);
}

/**
 * RMSNorm, projection to queries, keys and values, rotation to the token's position, and the entry's place in the cache.
 * Where the pass finds its entries written, queries alone. Of queries and keys a quad is two pairs that are rotated.
 */
export function projectQkv(
  shape: DecodeShape,
  tokens: Tokens,
  weights: LayerWeights,
  writes: boolean,
): Program {
  const { query, key, value } = weights;
  const keysFrom = quadCount(query.columns);
  const valuesFrom = keysFrom + quadCount(key.columns);
  const readKeysValues = `
  if (quad < ${valuesFrom}u) { return key_quad(row, quad - ${keysFrom}u) * norm[row]; }
  return value_quad(row, quad - ${valuesFrom}u) * norm[row];`;
  const writeKeysValues = `
  let entry = own_entry(at);
  if (entry == NO_TOKEN) { return; }
  if (quad < ${valuesFrom}u) {
    let own = quad - ${keysFrom}u;
    let keys = key_scaled(plain, own);
    for (var p = 0u; p < 2u; p++) {
      let pair = own * 2u + p;
      if (pair < KV_HEADS * HALF) {
        let there = entry + column_of(pair);
        let turned = turned(select(keys.zw, keys.xy, p == 0u), at, pair);
        kv[there] = turned.x;
        kv[there + HALF] = turned.y;
      }
    }
    return;
  }
  let own = quad - ${valuesFrom}u;
  let values = value_scaled(plain, own);
  for (var c = 0u; c < 4u; c++) {
    let column = own * 4u + c;
    if (column < KV_SIZE) { kv[entry + CAPACITY * KV_SIZE + column] = values[c]; }
  }`;
  return decodeProgram(
    shape,
    'project-qkv',
    `
${tokens.declarations}@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read> rotation: array<vec2f>;
@group(0) @binding(4) var<storage, read> norm: array<f32>;
${bound(5, 'query', query)}
${
  writes
    ? `${bound(6, 'key', key)}
${bound(7, 'value', value)}
@group(0) @binding(8) var<storage, read_write> kv: array<f32>;`
    : ''
}
const HALF = HEAD_DIM / 2u;
${NORMED}

/** The first column of a pair, in the order of heads. */
fn column_of(pair: u32) -> u32 { return pair / HALF * HEAD_DIM + pair % HALF; }
fn turned(v: vec2f, at: u32, pair: u32) -> vec2f {
  let turn = rotation[position(at) * HALF + pair % HALF];
  return vec2f(v.x * turn.x - v.y * turn.y, v.y * turn.x + v.x * turn.y);
}

fn weights(row: u32, quad: u32) -> vec4f {
  ${writes ? `if (quad < ${keysFrom}u) { return query_quad(row, quad) * norm[row]; }${readKeysValues}` : 'return query_quad(row, quad) * norm[row];'}
}

fn finish(at: u32, quad: u32, sum: vec4f, squares: f32) {
  let plain = sum * inverse_rms(squares);
  if (quad < ${keysFrom}u) {
    let queries = query_scaled(plain, quad);
    for (var p = 0u; p < 2u; p++) {
      let pair = quad * 2u + p;
      if (pair < HEADS * HALF) {
        let there = base(at) + Q + column_of(pair);
        let turned = turned(select(queries.zw, queries.xy, p == 0u), at, pair);
        work[there] = turned.x;
        work[there + HALF] = turned.y;
      }
    }
    return;
  }
  ${writes ? writeKeysValues : ''}
}
${productOf({ rows: 'HIDDEN', quads: projectedQuads(weights, writes), matrices: 1, normed: true }, shape.lanes, tokens)}`,
  );
}

/** H += input * matrix; `input` as the product wants it. */
function addProduct(
  shape: DecodeShape,
  tokens: Tokens,
  name: string,
  matrix: Matrix,
  input: string,
): Program {
  const product = {
    rows: `${matrix.rows}u`,
    quads: quadCount(matrix.columns),
    matrices: 1,
    normed: false,
  } as const;
  return decodeProgram(
    shape,
    name,
    `
${tokens.declarations}@group(0) @binding(2) var<storage, read_write> work: array<f32>;
${bound(3, 'matrix', matrix)}
${input}
fn weights(row: u32, quad: u32) -> vec4f { return matrix_quad(row, quad); }
fn finish(at: u32, quad: u32, sum: vec4f, squares: f32) {
  let added = matrix_scaled(sum, quad);
  let there = base(at) + H + quad * 4u;
  for (var c = 0u; c < min(4u, HIDDEN - quad * 4u); c++) { work[there + c] += added[c]; }
}
${productOf(product, shape.lanes, tokens)}`,
  );
}

/** H += attention * Wo; the parts of a split text are put together on the way. */
export function projectOutput(shape: DecodeShape, tokens: Tokens, { output }: LayerWeights): Program {
  return addProduct(
    shape,
    tokens,
    'project-output',
    output,
    `
fn input(at: u32, row: u32) -> f32 {
  let own = base(at);
  let used = (length(at) - 1u) / SPLIT_KEYS + 1u;
  if (used == 1u) { return work[own + MIXED + row]; }
  let weights = own + LOG_SUM + row / HEAD_DIM;
  var largest = work[weights];
  for (var split = 1u; split < used; split++) { largest = max(largest, work[weights + split * HEADS]); }
  var mixed = vec2f(); // with the sum of the shares
  for (var split = 0u; split < used; split++) {
    let part = work[own + MIXED + split * HEADS * HEAD_DIM + row];
    mixed += exp(work[weights + split * HEADS] - largest) * vec2f(part, 1.0);
  }
  return mixed.x / mixed.y;
}`,
  );
}

/** RMSNorm, gate and up of the MLP, SiLU(gate) * up. */
export function openMlp(shape: DecodeShape, tokens: Tokens, { mlp }: LayerWeights): Program {
  const { gate, up } = mlp;
  const product = {
    rows: 'HIDDEN',
    quads: quadCount(gate.columns),
    matrices: 2,
    normed: true,
  } as const;
  return decodeProgram(
    shape,
    'open-mlp',
    `
${tokens.declarations}@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read> norm: array<f32>;
${bound(4, 'gate', gate)}
${bound(5, 'up', up)}
${NORMED}

fn weights(row: u32, quad: u32) -> mat2x4f { return norm[row] * mat2x4f(gate_quad(row, quad), up_quad(row, quad)); }

fn finish(at: u32, quad: u32, sums: mat2x4f, squares: f32) {
  let scale = inverse_rms(squares);
  let gates = gate_scaled(sums[0] * scale, quad);
  let opened = gates / (1.0 + exp(-gates)) * up_scaled(sums[1] * scale, quad);
  let there = base(at) + OPENED + quad * 4u;
  for (var c = 0u; c < min(4u, INTERMEDIATE - quad * 4u); c++) { work[there + c] = opened[c]; }
}
${productOf(product, shape.lanes, tokens)}`,
  );
}

/** H += opened * Wdown */
export function closeMlp(shape: DecodeShape, tokens: Tokens, { mlp }: LayerWeights): Program {
  const input = 'fn input(at: u32, row: u32) -> f32 { return work[base(at) + OPENED + row]; }';
  return addProduct(shape, tokens, 'close-mlp', mlp.down, input);
}

/** Final norm and head: logits (tokens, vocabSize). */
export function readOutLogits(shape: DecodeShape, tokens: Tokens, head: Matrix): Program {
  const product = { rows: 'HIDDEN', quads: quadCount(head.columns), matrices: 1, normed: true } as const;
  return decodeProgram(
    shape,
    'read-out',
    `
${tokens.declarations}
@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read> norm: array<f32>;
${bound(4, 'head', head)}
@group(0) @binding(5) var<storage, read_write> logits: array<f32>;
${NORMED}

fn weights(row: u32, quad: u32) -> vec4f { return norm[row] * head_quad(row, quad); }
fn finish(at: u32, quad: u32, sum: vec4f, squares: f32) {
  let own = head_scaled(sum * inverse_rms(squares), quad);
  let there = at * VOCAB + quad * 4u;
  for (var c = 0u; c < min(4u, VOCAB - quad * 4u); c++) { logits[there + c] = own[c]; }
}
${productOf(product, shape.lanes, tokens)}`,
  );
}
