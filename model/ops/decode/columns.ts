/** Threads of a workgroup, as columns by shares of the sum: a wave of 32 reads 32 neighbours of one row of weights. */
export const COLUMNS = 32;
const SHARES = 8;

/** Workgroups for so many columns. */
export function columnGroups(columns: number): number {
  return Math.ceil(columns / COLUMNS);
}

/**
 * WGSL of a product of one row with matrices (rows, columns): a workgroup takes COLUMNS columns, and each is summed by
 * SHARES threads. `main` must be inside a program that declares `fn is_skipped() -> bool`, from uniforms and read-only
 * buffers; `fn weights(row: u32, column: u32) -> vec2f`, and `fn input(row: u32) -> f32`; `fn finish(column: u32, sum:
 * vec2f, squares: f32)` is called once a column with the sums of input * weights and of the inputs' squares.
 * Where a column is past the last, `weights` gives zeros and `finish` is not called.
 */
export function productOf(rows: string, columns: string): string {
  return `
const COLUMNS = ${COLUMNS}u;
const SHARES = ${SHARES}u;
var<workgroup> sums: array<vec3f, ${COLUMNS * SHARES}>;

@compute @workgroup_size(${COLUMNS * SHARES})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  if (is_skipped()) { return; }
  let column = group.x * COLUMNS + thread % COLUMNS;
  let there = column < ${columns};
  var sum = vec3f();
  for (var row = thread / COLUMNS; row < ${rows}; row += SHARES) {
    let x = input(row);
    sum += vec3f(select(vec2f(), x * weights(row, min(column, ${columns} - 1u)), there), x * x);
  }
  sums[thread] = sum;
  workgroupBarrier();
  if (thread >= COLUMNS || !there) { return; }
  for (var share = 1u; share < SHARES; share++) { sum += sums[share * COLUMNS + thread]; }
  finish(column, sum.xy, sum.z);
}
`;
}
