import type * as tf from '@tensorflow/tfjs-core';
import type { Gpu } from '../gpu/gpu';
import { programOf } from './programs';

/**
 * A matrix product with what stands before and after it folded in: rows may be picked from a longer matrix, RMSNorm is
 * applied to them (its weight while they are read, its divisor to the sums), and the columns come out four at a time in
 * whatever order `store` wants them.
 */
export interface Product {
  /** The bindings, and functions that the bodies below use. */
  readonly declarations: string;
  /** Columns of a row on the left. */
  readonly inner: number;
  /** u32: how many rows there are. Must be uniform. */
  readonly rows: string;
  /** u32: which row of `x` is row `i: u32`. */
  readonly rowOf: string;
  /** epsilon of an RMSNorm over the rows of `x`, with its weight in `norm`; null for none. */
  readonly normed: number | null;
  /** vec4f: what the right holds in row `k: u32` at `quad: u32`, both in range. */
  readonly right: string;
  /** Statements that write `v: vec4f`, row `i: u32` at `quad: u32`, both in range. */
  readonly store: string;
}

/** Rows up to which a workgroup shares out the inner dimension instead of a tile of rows: there would be too few tiles. */
const FEW_ROWS = 8;

/**
 * Records the product of at most `rows` rows with so many columns; `bound` as declared, from 0. The name says which product
 * it is, with every number that is baked into its code.
 */
export function dispatchProduct(
  gpu: Gpu,
  name: string,
  product: () => Product,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  bound: readonly tf.TensorInfo[],
): void {
  const quads = Math.ceil(columns / 4);
  const across = Math.ceil(quads / 8);
  if (rows <= FEW_ROWS) {
    const program = programOf(`${name}, few rows`, () => fewRows(product(), quads));
    gpu.dispatch(program, bound, [across, Math.ceil(rows / 4)]);
  } else {
    const program = programOf(name, () => tiled(product(), quads));
    gpu.dispatch(program, bound, [across, Math.ceil(rows / 32)]);
  }
}

/**
 * Tiles of 32 rows and 32 columns, 64 threads of 4 by 4 each; 16 of the inner dimension at a time in shared memory. More
 * would save barriers, but a software adapter's compiler writes out the clearing of shared memory word by word.
 */
function tiled(product: Product, quads: number): string {
  const { normed } = product;
  return `${common(product, quads)}
const STRIDE = 9u; // of a k in lefts: 8 row quads, and one to keep its banks apart
var<workgroup> lefts: array<vec4f, 144>;
var<workgroup> rights: array<vec4f, 128>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let rows = rowCount();
  let first = group.y * 32u;
  if (first >= rows) { return; }
  var at: array<vec4u, 2>;
  for (var t = 0u; t < 2u; t++) { at[t] = rowsAt(first + (local / 16u + 4u * t) * 4u, rows); }
  let rowQuad = local / 8u;
  let colQuad = local % 8u;
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var squares: array<vec4f, 2>;
  for (var k0 = 0u; k0 < INNER; k0 += 16u) {
    for (var t = 0u; t < 2u; t++) {
      let k = local % 16u;
      var v = vec4f();
      if (INNER % 16u == 0u || k0 + k < INNER) { v = left(at[t], k0 + k); }
      ${
        normed === null
          ? ''
          : `squares[t] += v * v;
      if (INNER % 16u == 0u || k0 + k < INNER) { v *= norm[k0 + k]; }`
      }
      lefts[k * STRIDE + local / 16u + 4u * t] = v;
      let e = local + 64u * t;
      rights[e] = guarded(k0 + e / 8u, group.x * 8u + e % 8u);
    }
    workgroupBarrier();
    for (var k = 0u; k < 16u; k++) {
      let a = lefts[k * STRIDE + rowQuad];
      let b = rights[k * 8u + colQuad];
      s0 += a.x * b;
      s1 += a.y * b;
      s2 += a.z * b;
      s3 += a.w * b;
    }
    workgroupBarrier();
  }
  ${
    normed === null
      ? ''
      : `for (var t = 0u; t < 2u; t++) { lefts[(local % 16u) * STRIDE + local / 16u + 4u * t] = squares[t]; }
  workgroupBarrier();
  var total = vec4f();
  for (var k = 0u; k < 16u; k++) { total += lefts[k * STRIDE + rowQuad]; }
  let scale = inverseSqrt(total / f32(INNER) + EPSILON);
  s0 *= scale.x; s1 *= scale.y; s2 *= scale.z; s3 *= scale.w;`
  }
  let quad = group.x * 8u + colQuad;
  if (quad >= QUADS) { return; }
  let i = first + rowQuad * 4u;
  if (i < rows) { store(i, quad, s0); }
  if (i + 1u < rows) { store(i + 1u, quad, s1); }
  if (i + 2u < rows) { store(i + 2u, quad, s2); }
  if (i + 3u < rows) { store(i + 3u, quad, s3); }
}`;
}

/** Four rows and 32 columns a workgroup, the inner dimension shared out among 8 slices of 8 threads. */
function fewRows(product: Product, quads: number): string {
  const { normed } = product;
  return `${common(product, quads)}
var<workgroup> parts: array<vec4f, 256>; // [slice of 8][row of 4][quad of 8]
var<workgroup> squares: array<vec4f, 8>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let rows = rowCount();
  let first = group.y * 4u;
  if (first >= rows) { return; }
  let at = rowsAt(first, rows);
  let slice = local / 8u;
  let quad = group.x * 8u + local % 8u;
  var s0 = vec4f(); var s1 = vec4f(); var s2 = vec4f(); var s3 = vec4f();
  var square = vec4f();
  for (var k = slice; k < INNER; k += 8u) {
    var a = left(at, k);
    ${normed === null ? '' : 'square += a * a; a *= norm[k];'}
    let b = guarded(k, quad);
    s0 += a.x * b;
    s1 += a.y * b;
    s2 += a.z * b;
    s3 += a.w * b;
  }
  let part = slice * 32u + local % 8u;
  parts[part] = s0; parts[part + 8u] = s1; parts[part + 16u] = s2; parts[part + 24u] = s3;
  if (local % 8u == 0u) { squares[slice] = square; }
  workgroupBarrier();
  let row = local / 8u;
  if (row >= 4u || first + row >= rows || quad >= QUADS) { return; }
  var sum = vec4f();
  for (var s = 0u; s < 8u; s++) { sum += parts[s * 32u + local]; }
  ${
    normed === null
      ? ''
      : `var total = 0.0;
  for (var s = 0u; s < 8u; s++) { total += squares[s][row]; }
  sum *= inverseSqrt(total / f32(INNER) + EPSILON);`
  }
  store(first + row, quad, sum);
}`;
}

function common({ declarations, inner, rows, rowOf, normed, right, store }: Product, quads: number): string {
  return `
const INNER = ${inner}u;
const QUADS = ${quads}u;
${normed === null ? '' : `const EPSILON = ${normed};`}
${declarations}
fn rowCount() -> u32 { return ${rows}; }
fn rowOf(i: u32) -> u32 { return ${rowOf}; }
/** Where four rows are; beyond the last row, the last. */
fn rowsAt(i: u32, rows: u32) -> vec4u {
  let last = rows - 1u;
  return vec4u(rowOf(min(i, last)), rowOf(min(i + 1u, last)), rowOf(min(i + 2u, last)), rowOf(min(i + 3u, last)));
}
/** Four rows of the left at k. */
fn left(at: vec4u, k: u32) -> vec4f {
  let i = at * INNER + k;
  return vec4f(x[i.x], x[i.y], x[i.z], x[i.w]);
}
fn right(k: u32, quad: u32) -> vec4f { ${right} }
fn guarded(k: u32, quad: u32) -> vec4f {
  if ((INNER % 16u != 0u && k >= INNER) || quad >= QUADS) { return vec4f(); }
  return right(k, quad);
}
fn store(i: u32, quad: u32, v: vec4f) { ${store} }
`;
}

/** A matrix of `columns` columns, bound as `name`, read and written by fours: whole vectors where its rows allow it. */
export interface Quads {
  /** Type of its elements. */
  readonly element: 'vec4f' | 'f32';
  /** vec4f: its quad `quad: u32` of row `row`; zeros beyond the last column. */
  at(row: string, quad: string): string;
  /** Statements that write `value: vec4f` there. */
  put(row: string, quad: string, value: string): string;
}

/** Quads of a matrix whose rows are whole vectors where `columns` divides by four, single numbers otherwise. */
export function quadsOf(name: string, columns: number): Quads {
  if (columns % 4 === 0) {
    const at = (row: string, quad: string) => `${name}[(${row}) * ${columns / 4}u + (${quad})]`;
    return { element: 'vec4f', at, put: (row, quad, value) => `${at(row, quad)} = ${value};` };
  }
  const each = [0, 1, 2, 3];
  const inside = (quad: string, c: number) => `(${quad}) * 4u + ${c}u < ${columns}u`;
  const element = (row: string, quad: string, c: number) =>
    `${name}[(${row}) * ${columns}u + (${quad}) * 4u + ${c}u]`;
  return {
    element: 'f32',
    at: (row, quad) =>
      `vec4f(${each.map((c) => `select(0.0, ${element(row, quad, c)}, ${inside(quad, c)})`).join(', ')})`,
    put: (row, quad, value) =>
      each.map((c) => `if (${inside(quad, c)}) { ${element(row, quad, c)} = ${value}[${c}]; }`).join(' '),
  };
}

/** Bindings in order: name, element type, and whether it is written. */
export function bindings(
  ...declared: readonly (readonly [name: string, element: string, written?: 'written'])[]
): string {
  return declared
    .map(
      ([name, element, written], binding) =>
        `@group(0) @binding(${binding}) var<storage, ${written ? 'read_write' : 'read'}> ${name}: array<${element}>;`,
    )
    .join('\n');
}
