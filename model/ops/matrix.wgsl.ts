import type { Matrix } from './matrix';
import type { Packing } from './pack';

/** Type of the elements that hold a quad, and WGSL that reads it as vec4f from element `at` of a matrix. */
const QUAD: Readonly<Record<Packing, { readonly element: string; read(matrix: string): string }>> = {
  f32: { element: 'vec4f', read: (matrix) => `return ${matrix}[at];` },
  f16: {
    element: 'vec2u',
    read: (matrix) =>
      `let words = ${matrix}[at]; return vec4f(unpack2x16float(words.x), unpack2x16float(words.y));`,
  },
  i8: {
    element: 'u32',
    read: (matrix) => `return vec4f((vec4i(vec4u(${matrix}[at])) << vec4u(24u, 16u, 8u, 0u)) >> vec4u(24u));`,
  },
};

/** How a program reads a packed matrix. */
export interface MatrixReader {
  /** Type of the elements of its binding. */
  readonly element: string;
  /**
   * - `fn <name>_quad(row: u32, quad: u32) -> vec4f`: four neighbouring columns of a row, not yet scaled
   * - `fn <name>_scaled(sum: vec4f, quad: u32) -> vec4f`: what a sum over such quads comes to
   * - `fn <name>_one(row: u32, column: u32) -> f32`: one number of it, scaled
   */
  readonly functions: string;
}

/** Of a matrix that is bound as `name`. */
export function matrixReader(name: string, { form, rows, columns, factor }: Matrix): MatrixReader {
  const { element, read } = QUAD[form as Packing];
  const quads = quadCount(columns);
  const scale =
    form === 'i8'
      ? `let at = ${rows * quads}u + quad * 4u;
  return sum * bitcast<vec4f>(vec4u(${[0, 1, 2, 3].map((c) => `${name}[at + ${c}u]`).join(', ')}));`
      : `return ${factor === 1 ? 'sum' : `sum * ${factor}`};`;
  return {
    element,
    functions: `
fn ${name}_quad(row: u32, quad: u32) -> vec4f {
  let at = row * ${quads}u + quad;
  ${read(name)}
}
fn ${name}_scaled(sum: vec4f, quad: u32) -> vec4f {
  ${scale}
}
fn ${name}_one(row: u32, column: u32) -> f32 {
  let quad = column / 4u;
  return ${name}_scaled(${name}_quad(row, quad), quad)[column % 4u];
}`,
  };
}

/** Quads of so many columns. */
export function quadCount(columns: number): number {
  return Math.ceil(columns / 4);
}

/** All that is baked into the code of a program that reads it. */
export function formOf({ form, rows, columns, factor }: Matrix): string {
  return `${form} ${rows} ${columns} ${factor}`;
}
