import { gelu } from './activations';
import { rmsNorm } from './norm';
import { product } from './product';
import { hiddenWidth, vocabWidth } from './shape';

/** x (rows, hiddenWidth) of token ids (rows); the embedding lies in panels as the head does, a token is a column. */
export function embed(embedding: usize, ids: usize, rows: i32, x: usize): void {
  for (let row = 0; row < rows; row++) {
    const id = load<i32>(ids + ((<usize>row) << 2));
    let from = embedding + <usize>((id >> 3) * (hiddenWidth << 5) + (id & 7) * 4);
    for (let i = 0; i < hiddenWidth; i++) {
      store<f32>(x, load<f32>(from));
      from += 32;
      x += 4;
    }
  }
}

/** Logits (rows, vocabWidth) of states x through the final norm, whose outcome goes to `normed`, and the head. */
export function readOut(x: usize, rows: i32, norm: usize, head: usize, normed: usize, logits: usize): void {
  rmsNorm(x, rows, norm, normed);
  readColumns(normed, rows, head, logits, 0, vocabWidth);
}

/** Columns from .. to - 1 of the logits (rows, vocabWidth) of normed states; both are multiples of 8. */
export function readColumns(normed: usize, rows: i32, head: usize, logits: usize, from: i32, to: i32): void {
  const panel = hiddenWidth << 5;
  const w = head + (from >> 3) * panel;
  const y = logits + (from << 2);
  product(normed, hiddenWidth << 2, rows, hiddenWidth, w, panel, y, vocabWidth << 2, to - from, false);
}

/** x (count, hiddenWidth): the named rows of all states. Where x is the states, the names must ascend. */
export function gather(states: usize, rows: usize, count: i32, x: usize): void {
  const bytes = (<usize>hiddenWidth) << 2;
  for (let i = 0; i < count; i++) {
    memory.copy(x, states + <usize>load<u32>(rows + ((<usize>i) << 2)) * bytes, bytes);
    x += bytes;
  }
}

/** The reverse of `gather`. */
export function scatter(x: usize, rows: usize, count: i32, states: usize): void {
  const bytes = (<usize>hiddenWidth) << 2;
  for (let i = 0; i < count; i++) {
    memory.copy(states + <usize>load<u32>(rows + ((<usize>i) << 2)) * bytes, x, bytes);
    x += bytes;
  }
}

/**
 * States after a recursion: states[row] = keep * base[row] + gate * x, for the named rows of both; x (count, hiddenWidth) is
 * what the block made of them. base may be states itself.
 */
export function merge(
  base: usize,
  x: usize,
  rows: usize,
  keeps: usize,
  gates: usize,
  count: i32,
  states: usize,
): void {
  const bytes = (<usize>hiddenWidth) << 2;
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 2;
    const offset = <usize>load<u32>(rows + at) * bytes;
    const keep = v128.load_splat<f32>(keeps + at);
    const gate = v128.load_splat<f32>(gates + at);
    for (let j: usize = 0; j < bytes; j += 16) {
      const kept = f32x4.mul(keep, v128.load(base + offset + j));
      v128.store(states + offset + j, f32x4.add(kept, f32x4.mul(gate, v128.load(x + j))));
    }
    x += bytes;
  }
}

/** Router logits (rows, outputs) of x: one product, or with a hidden layer two and a GELU between (spec 2.3). */
export function route(
  x: usize,
  rows: i32,
  first: usize,
  second: usize,
  hidden: usize,
  hiddenColumns: i32,
  logits: usize,
  outputs: i32,
): void {
  const width = hiddenWidth << 2;
  if (second === 0) {
    product(x, width, rows, hiddenWidth, first, hiddenWidth << 5, logits, outputs << 2, outputs, false);
    return;
  }
  const hiddenStride = hiddenColumns << 2;
  product(x, width, rows, hiddenWidth, first, hiddenWidth << 5, hidden, hiddenStride, hiddenColumns, false);
  gelu(hidden, rows * hiddenColumns);
  product(
    hidden,
    hiddenStride,
    rows,
    hiddenColumns,
    second,
    hiddenColumns << 5,
    logits,
    outputs << 2,
    outputs,
    false,
  );
}
