import * as tf from '@tensorflow/tfjs-core';
import { type RowIndex, rowIndex, takeRows } from './rows';
import { upload } from './upload';

/** Rotary position embedding of some tokens, ready to be applied (spec 1.1). */
export interface Rotation {
  /** (tokens, 1, headDim) */
  readonly cos: tf.Tensor3D;
  /** (tokens, 1, headDim), the first half negated: what the swapped halves are multiplied by. */
  readonly sin: tf.Tensor3D;
  /** Swaps the halves of every head, by number of heads. */
  readonly swap: ReadonlyMap<number, RowIndex>;
}

/** Calls back with cosine and sine of pair i of the token at place t, in float32 at every step as PyTorch computes them. */
export function eachAngle(
  positions: Int32Array,
  headDim: number,
  theta: number,
  visit: (t: number, i: number, cos: number, sin: number) => void,
): void {
  const half = headDim / 2;
  for (let i = 0; i < half; i++) {
    const frequency = Math.fround(theta ** -Math.fround(i / half));
    positions.forEach((position, t) => {
      const angle = Math.fround(position * frequency);
      visit(t, i, Math.cos(angle), Math.sin(angle));
    });
  }
}

/** Angles of tokens at their original positions. */
export function rotationAt(
  positions: Int32Array,
  headDim: number,
  theta: number,
  headCounts: readonly number[],
): Rotation {
  const half = headDim / 2;
  const cos = new Float32Array(positions.length * headDim);
  const sin = new Float32Array(positions.length * headDim);
  eachAngle(positions, headDim, theta, (t, i, cosine, sine) => {
    const at = t * headDim + i;
    cos[at] = cos[at + half] = cosine;
    sin[at + half] = sine;
    sin[at] = -sin[at + half]!;
  });
  const shape: [number, number, number] = [positions.length, 1, headDim];
  const swap = new Map<number, RowIndex>();
  for (const heads of headCounts) {
    if (!swap.has(heads)) {
      swap.set(
        heads,
        rowIndex(Int32Array.from({ length: positions.length * heads * 2 }, (_, row) => row ^ 1)),
      );
    }
  }
  return { cos: tf.tensor3d(cos, shape), sin: tf.tensor3d(sin, shape), swap };
}

/** The same angles as the kernels read them, each token's cosines before its sines: (tokens, headDim). */
export function anglesAt(positions: Int32Array, headDim: number, theta: number): tf.Tensor2D {
  const angles = new Float32Array(positions.length * headDim);
  eachAngle(positions, headDim, theta, (t, i, cosine, sine) => {
    angles[t * headDim + i] = cosine;
    angles[t * headDim + headDim / 2 + i] = sine;
  });
  return upload<tf.Rank.R2>(angles, [positions.length, headDim]);
}

/** Rotates x (tokens, heads, headDim); the pairs are (i, i + headDim / 2), Llama's half-split layout. */
export function rotate(x: tf.Tensor3D, rotation: Rotation): tf.Tensor3D {
  return tf.tidy(() => {
    const [tokens, heads, headDim] = x.shape;
    const halves = tf.reshape(x, [tokens * heads * 2, headDim / 2]) as tf.Tensor2D;
    const swapped = tf.reshape(takeRows(halves, rotation.swap.get(heads)!), x.shape);
    return tf.add(tf.mul(x, rotation.cos), tf.mul(swapped, rotation.sin)) as tf.Tensor3D;
  });
}

/** Frees all its tensors. */
export function disposeRotation({ cos, sin, swap }: Rotation): void {
  tf.dispose([cos, sin, ...swap.values()]);
}
