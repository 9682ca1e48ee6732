import * as tf from '@tensorflow/tfjs-core';
import { rowsAt } from './ops/rows';

/** States of the tokens that went through one recursion, as they left it. Nobody passes by the first one. */
export interface Level {
  /** Ascending; all of the forward pass at the first level, then a subset of the level before's. */
  readonly positions: Int32Array;
  /** (positions, hiddenSize) */
  readonly states: tf.Tensor2D;
}

/** Every token's state where it stands now: the deepest level it reached. A new tensor (tokens, hiddenSize). */
export function assemble(levels: readonly Level[]): tf.Tensor2D {
  const [first, last] = [levels[0]!, levels.at(-1)!];
  if (last.positions.length === first.positions.length) return tf.clone(last.states);
  const start = first.positions[0]!;
  const rows = new Int32Array(first.positions.length);
  let offset = 0;
  for (const { positions } of levels) {
    positions.forEach((position, row) => {
      rows[position - start] = offset + row;
    });
    offset += positions.length;
  }
  return tf.tidy(() =>
    rowsAt(
      tf.concat(
        levels.map(({ states }) => states),
        0,
      ),
      rows,
    ),
  );
}

/** Recursions each token went through; all ones without recursion. */
export function depthOf(levels: readonly Level[], tokens: number): Int32Array {
  const depth = new Int32Array(tokens).fill(1);
  const start = levels[0]?.positions[0] ?? 0;
  levels.forEach(({ positions }, level) => {
    for (const position of positions) depth[position - start] = level + 1;
  });
  return depth;
}
