/** Numbers of a panel's row: columns that are multiplied at once (`assembly/product.ts`). */
export const PANEL = 8;

/** A width as the kernels have it: a multiple of 8. */
export function padded(width: number): number {
  return Math.ceil(width / PANEL) * PANEL;
}

/** A head's width as the kernels have it: each half a multiple of 4. */
export function paddedHead(headDim: number): number {
  return 2 * Math.ceil(headDim / 2 / 4) * 4;
}

/** Where the numbers of a plain width stand: from .. from + width - 1. */
export function places(width: number, from = 0): Int32Array {
  return Int32Array.from({ length: width }, (_, i) => from + i);
}

/** Where the numbers of heads stand, (heads, headDim) one after another: the second half of each half a padded head on. */
export function headPlaces(heads: number, headDim: number, from = 0): Int32Array {
  const half = headDim / 2;
  const width = paddedHead(headDim);
  return Int32Array.from({ length: heads * headDim }, (_, i) => {
    const at = i % headDim;
    return from + Math.floor(i / headDim) * width + (at < half ? at : width / 2 + at - half);
  });
}

/**
 * A matrix (columns, rows), as checkpoints store it, times a factor into panels of 8 columns over `depth` rows: its row i as
 * row `rows[i]`, column j as column `columns[j]`. What of the panels nobody is put into stays as it is.
 */
export function intoPanels(
  panels: Float32Array,
  depth: number,
  matrix: ArrayLike<number>,
  rows: Int32Array,
  columns: Int32Array,
  factor = 1,
): void {
  let from = 0;
  for (const column of columns) {
    const panel = (column - (column % PANEL)) * depth + (column % PANEL);
    for (const row of rows) panels[panel + row * PANEL] = matrix[from++]! * factor;
  }
}
