import type { Tokens } from './tokens';

/** Threads of a workgroup, as columns by shares of the sum: a wave of 32 reads 32 neighbours of one row of weights. */
const COLUMNS = 32;
const SHARES = 8;

/** Workgroups for so many columns and tokens. */
export function productGroups(columns: number, tokens: number, { together }: Tokens): [x: number, y: number] {
  return [Math.ceil(columns / COLUMNS), Math.ceil(tokens / together)];
}

/**
 * WGSL of a product of a few tokens with matrices (rows, columns): a workgroup takes COLUMNS columns, and each is summed by
 * SHARES threads. It stands in a program with
 * - `fn is_there(at: u32) -> bool`, from uniforms and read-only buffers alone;
 * - `fn input(at: u32, row: u32) -> f32`;
 * - `fn weights(row: u32, column: u32) -> vec2f`, asked of columns there are;
 * - `fn finish(at: u32, column: u32, sum: vec2f, squares: f32)`, called once a token and column with the sums of input *
 *   weights and of the inputs' squares.
 */
export function productOf(rows: string, columns: string, { together }: Tokens): string {
  return `
const COLUMNS = ${COLUMNS}u;
const SHARES = ${SHARES}u;
const TOGETHER = ${together}u;
var<workgroup> sums: array<vec3f, ${COLUMNS * SHARES}>;

@compute @workgroup_size(${COLUMNS * SHARES})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let first = group.y * TOGETHER;
  if (!is_there(first)) { return; }
  let column = group.x * COLUMNS + thread % COLUMNS;
  let is_column = column < ${columns};
  var parts: array<vec3f, TOGETHER>;
  for (var row = thread / COLUMNS; row < ${rows}; row += SHARES) {
    let weight = weights(row, min(column, ${columns} - 1u));
    for (var i = 0u; i < TOGETHER; i++) {
      let x = input(first + i, row);
      parts[i] += x * vec3f(weight, x);
    }
  }
  for (var i = 0u; i < TOGETHER; i++) {
    workgroupBarrier();
    sums[thread] = parts[i];
    workgroupBarrier();
    if (thread < COLUMNS && is_column && is_there(first + i)) {
      var sum = parts[i];
      for (var share = 1u; share < SHARES; share++) { sum += sums[share * COLUMNS + thread]; }
      finish(first + i, column, sum.xy, sum.z);
    }
  }
}
`;
}
