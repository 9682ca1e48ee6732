/** Logits that routers gave some tokens, on the host. */
export interface Logits {
  /** (tokens * outputs), row by row. */
  readonly values: Float32Array;
  /** Of the router: one, or one a recursion. */
  readonly outputs: number;
}

/** The rows that are named. */
export function rowsOf({ values, outputs }: Logits, rows: Int32Array): Logits {
  const found = new Float32Array(rows.length * outputs);
  rows.forEach((row, i) => {
    found.set(values.subarray(row * outputs, (row + 1) * outputs), i * outputs);
  });
  return { values: found, outputs };
}

/** One output of each token. */
export function column({ values, outputs }: Logits, index: number): Float32Array {
  return values.filter((_, i) => i % outputs === index);
}

/** Which output of each token is the largest, the first of equals. */
export function argMax({ values, outputs }: Logits): Int32Array {
  return Int32Array.from({ length: values.length / outputs }, (_, row) => {
    const cells = values.subarray(row * outputs, (row + 1) * outputs);
    return cells.indexOf(Math.max(...cells));
  });
}
