import type { Dtype, NamedArray, Numbers } from '../safetensors';

/** How the numbers of a packed matrix lie in its words: one a word, two as float16, four as int8 with a scale a column. */
export type Packing = 'f32' | 'f16' | 'i8';

/** BF16 alone is widened: nobody ships it. */
const PACKINGS: Readonly<Record<Dtype, Packing>> = { F32: 'f32', BF16: 'f32', F16: 'f16', I8: 'i8' };

/** Words of a quad, and its numbers as elements of memory. */
const LAYOUTS: Readonly<
  Record<Packing, { readonly words: number; view(memory: ArrayBuffer, length: number): Numbers }>
> = {
  f32: { words: 4, view: (memory, length) => new Float32Array(memory, 0, length) },
  f16: { words: 2, view: (memory, length) => new Uint16Array(memory, 0, length) },
  i8: { words: 1, view: (memory, length) => new Int8Array(memory, 0, length) },
};

/** A matrix as a buffer of the device holds it. */
export interface Packed {
  readonly form: Packing;
  readonly words: Int32Array<ArrayBuffer>;
  /** Rows and words of each; the scales of int8 are four rows more. */
  readonly shape: [number, number];
  /** What the numbers are still to be multiplied by. */
  readonly factor: number;
}

/** For each column of a matrix, which of the array's rows it is. */
export function columnOrder(columns: number, rotated?: number): Int32Array {
  return Int32Array.from({ length: columns }, (_, column) => {
    if (rotated === undefined) return column;
    const half = rotated / 2;
    const pair = Math.floor(column / 2);
    return Math.floor(pair / half) * rotated + (pair % half) + (column % 2) * half;
  });
}

/**
 * A checkpoint's array (columns, rows) for the kernels: rows of quads, four neighbouring columns each, the last filled up
 * with zeros. Numbers stay what the file holds, so that a product moves no more bytes than the file has.
 */
export function pack(array: NamedArray, factor: number, order: Int32Array): Packed {
  const [columns, rows] = array.shape as [number, number];
  const form = PACKINGS[array.dtype];
  const { words: wordsOfQuad, view } = LAYOUTS[form];
  const quads = Math.ceil(columns / 4);
  const width = 4 * quads;
  const scaleRows = form === 'i8' ? 4 : 0;
  const shape: [number, number] = [rows + scaleRows, quads * wordsOfQuad];
  const words = new Int32Array(shape[0] * shape[1]);
  const out = view(words.buffer, rows * width);
  const numbers = form === 'f32' ? array.data : array.numbers;
  const inNumbers = form === 'f32' ? factor : 1;
  order.forEach((from, column) => {
    for (let row = 0; row < rows; row++) out[row * width + column] = numbers[from * rows + row]! * inNumbers;
  });
  if (array.scales) {
    const scales = new Float32Array(words.buffer, rows * width);
    order.forEach((from, column) => {
      scales[column] = array.scales![from]! * factor;
    });
  }
  return { form, words, shape, factor: form === 'f16' ? factor : 1 };
}
