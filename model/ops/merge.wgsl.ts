import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import { LIST } from './list.wgsl';
import { MERGE, type Merging } from './merge';
import { bindings } from './product.wgsl';
import { programOf } from './programs';

const THREADS = 64;

/** One workgroup a row; who is not listed keeps the state of before. */
export const mergeKernel = MERGE.kernel('webgpu', ({ list, before, after, logits, first }, merging) => {
  const [rows, columns] = before.shape;
  const outputs = logits.shape[1];
  const gpu = currentGpu();
  const out = gpu.tensor<tf.Rank.R2>([rows, columns]);
  const chosen = merging.kind === 'chosen';
  const asked = merging.kind !== 'ungated';
  gpu.dispatch(
    programOf(
      `merge ${JSON.stringify(merging)} ${columns} ${outputs}`,
      () => `
${bindings(['list', 'i32'], ['before', 'f32'], ['after', 'f32'], ['out', 'f32', 'written'], ...(asked ? [['logits', 'f32'] as const] : []), ...(chosen ? [['first', 'f32'] as const] : []))}
${LIST}
/** Rows are listed in ascending order. */
fn isListed(row: u32) -> bool {
  var low = 0u;
  var high = listed();
  while (low < high) {
    let middle = (low + high) / 2u;
    if (rowListed(middle) < row) { low = middle + 1u; } else { high = middle; }
  }
  return low < listed() && rowListed(low) == row;
}
fn sigmoid(x: f32) -> f32 { return 1.0 / (1.0 + exp(clamp(-x, -80.0, 80.0))); }
${chosen ? shares(outputs, merging) : ''}
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  let row = group.x;
  let goes = isListed(row);
  ${factors(merging)}
  for (var c = local; c < ${columns}u; c += ${THREADS}u) {
    let at = row * ${columns}u + c;
    var state = before[at];
    if (goes) { state = ${chosen ? 'kept * first[at]' : 'state'} + gate * after[at]; }
    out[at] = state;
  }
}`,
    ),
    [list, before, after, out, ...(asked ? [logits] : []), ...(chosen ? [first] : [])],
    [rows],
  );
  return [out];
});

/** Statements that define `gate`, the factor on `after`, and for token-choice `kept`, that on `first`. */
function factors(merging: Merging): string {
  switch (merging.kind) {
    case 'ungated':
      return 'let gate = 1.0;';
    case 'added': {
      const { activation, alpha } = merging;
      return `let gate = ${alpha} * ${activation === 'none' ? '' : activation}(logits[row]);`;
    }
    case 'chosen': {
      const { column, alpha, gated } = merging;
      const gates = { all: 'true', choosers: 'chose', nobody: 'false' }[gated];
      return `let chose = ownColumn(row) == ${column}u;
  let kept = select(0.0, 1.0, chose);
  var gate = 1.0;
  if (${gates}) { gate = ${alpha} * share(row, ${column}u); }`;
    }
  }
}

/** Functions of a row of logits: the column it chose, and its share of a column. */
function shares(outputs: number, { activation }: Merging & { kind: 'chosen' }): string {
  return `
fn ownColumn(row: u32) -> u32 {
  var best = 0u;
  for (var c = 1u; c < ${outputs}u; c++) {
    if (logits[row * ${outputs}u + c] > logits[row * ${outputs}u + best]) { best = c; }
  }
  return best;
}
fn share(row: u32, column: u32) -> f32 {
  let own = logits[row * ${outputs}u + column];
  ${
    activation === 'sigmoid'
      ? 'return sigmoid(own);'
      : `let top = logits[row * ${outputs}u + ownColumn(row)];
  var sum = 0.0;
  for (var c = 0u; c < ${outputs}u; c++) { sum += exp(logits[row * ${outputs}u + c] - top); }
  return exp(own - top) / sum;`
  }
}`;
}
