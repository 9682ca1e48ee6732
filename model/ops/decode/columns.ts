import type { Tokens } from './tokens';

/** How the threads of a workgroup share a product out: so many quads of columns, each summed by so many of them. */
export interface Lanes {
  readonly quads: number;
  readonly shares: number;
}

/**
 * A graphics card wants many threads in flight, and a matrix of a small model has few columns: eight threads sum each. A
 * processor that plays one takes a thread after the other and pays for every barrier between them: one sums alone.
 */
export function lanesOf(software: boolean): Lanes {
  return software ? { quads: 16, shares: 1 } : { quads: 8, shares: 8 };
}

/** Workgroups for so many quads and tokens. */
export function productGroups(
  quads: number,
  tokens: number,
  lanes: Lanes,
  { together }: Tokens,
): [x: number, y: number] {
  return [Math.ceil(quads / lanes.quads), Math.ceil(tokens / together)];
}

/** A product of a few tokens with a matrix or, read side by side, two. */
export interface TokensProduct {
  /** u32: rows of the matrices. */
  readonly rows: string;
  readonly quads: number;
  readonly matrices: 1 | 2;
  /** Whether `finish` wants the sum of the inputs' squares, for an RMSNorm. */
  readonly normed: boolean;
}

/**
 * WGSL of the product. `Sums` is vec4f, of two matrices mat2x4f. It stands in a program with
 * - `fn is_there(at: u32) -> bool`, from uniforms and read-only buffers alone;
 * - `fn input(at: u32, row: u32) -> f32`;
 * - `fn weights(row: u32, quad: u32) -> Sums`, asked of quads there are;
 * - `fn finish(at: u32, quad: u32, sums: Sums, squares: f32)`, called once a token and quad.
 */
export function productOf(product: TokensProduct, lanes: Lanes, { together }: Tokens): string {
  const { rows, quads, matrices, normed } = product;
  const shared = lanes.shares > 1;
  return `
alias Sums = ${matrices === 1 ? 'vec4f' : 'mat2x4f'};
const QUADS = ${lanes.quads}u;
const SHARES = ${lanes.shares}u;
const TOGETHER = ${together}u;
${shared ? `var<workgroup> sums: array<Sums, QUADS * SHARES>;\nvar<workgroup> squares: array<f32, QUADS * SHARES>;` : ''}

@compute @workgroup_size(${lanes.quads * lanes.shares})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let first = group.y * TOGETHER;
  if (!is_there(first)) { return; }
  let quad = group.x * QUADS + thread % QUADS;
  var parts: array<Sums, TOGETHER>;
  var part_squares: array<f32, TOGETHER>;
  for (var row = thread / QUADS; row < ${rows}; row += SHARES) {
    let weight = weights(row, min(quad, ${quads - 1}u));
    for (var i = 0u; i < TOGETHER; i++) {
      let x = input(first + i, row);
      parts[i] += x * weight;
      ${normed ? 'part_squares[i] += x * x;' : ''}
    }
  }
  for (var i = 0u; i < TOGETHER; i++) {
    ${shared ? summedUp(normed) : ''}
    if (thread < QUADS && quad < ${quads}u && is_there(first + i)) {
      finish(first + i, quad, parts[i], part_squares[i]);
    }
  }
}
`;
}

/** The shares of a quad into the first of them. */
function summedUp(normed: boolean): string {
  return `workgroupBarrier();
    sums[thread] = parts[i];
    ${normed ? 'squares[thread] = part_squares[i];' : ''}
    workgroupBarrier();
    if (thread < QUADS) {
      for (var other = thread + QUADS; other < QUADS * SHARES; other += QUADS) {
        parts[i] += sums[other];
        ${normed ? 'part_squares[i] += squares[other];' : ''}
      }
    }`;
}
