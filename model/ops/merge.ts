import * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens } from '../active-tokens';
import { sigmoid } from '../routing/router';
import { fusedOp } from './fused';
import { argMax, column, type Logits } from './logits';
import { upload } from './upload';

/** What a chosen token's state becomes, by its router logits. Whoever was not chosen keeps the state of before. */
export type Merging =
  /** before + alpha * activation(logit) * after (spec 2.2). */
  | { readonly kind: 'added'; readonly activation: 'sigmoid' | 'tanh' | 'none'; readonly alpha: number }
  /** before + after. */
  | { readonly kind: 'ungated' }
  /**
   * Token-choice (spec 3.2): alpha * share of this column, 0-based, * after; and H^1 besides where the column is the one
   * the token chose. Gated are those alone that chose it, or all (eq. 2.2), or nobody.
   */
  | {
      readonly kind: 'chosen';
      readonly activation: 'sigmoid' | 'softmax';
      readonly alpha: number;
      readonly column: number;
      readonly gated: 'choosers' | 'all' | 'nobody';
    };

/** Tensors of one recursion's merge. */
export interface MergeInputs {
  /** Of the chosen. */
  readonly list: tf.Tensor1D;
  /** (rows of the pass, hiddenSize), as the two after it. */
  readonly before: tf.Tensor2D;
  readonly after: tf.Tensor2D;
  /** H^1; read under 'chosen' alone. */
  readonly first: tf.Tensor2D;
  /** (rows of the pass, outputs) */
  readonly logits: tf.Tensor2D;
}

export const MERGE = fusedOp<MergeInputs, Merging, [tf.Tensor2D]>('MorMerge');

/** A recursion that is over. */
export interface Passed {
  /** Who went through it. */
  readonly tokens: ActiveTokens;
  /** (rows of the pass, hiddenSize) every token's state before it. */
  readonly before: tf.Tensor2D;
  /** The states that entered the block and those that left it, as the layers take and give them (`layers.ts`). */
  readonly entered: tf.Tensor2D;
  readonly after: tf.Tensor2D;
  /** (rows of the pass, hiddenSize) every token's state before the first recursion, H^1. */
  readonly first: tf.Tensor2D;
}

/** Every token's state after a recursion, a new tensor (rows of the pass, hiddenSize); logits on the device, of every row. */
export function mergeOnDevice(passed: Passed, logits: tf.Tensor2D, merging: Merging): tf.Tensor2D {
  const { tokens, before, after, first } = passed;
  return MERGE.run({ list: tokens.list, before, after, first, logits }, merging)[0];
}

/** As `mergeOnDevice`, with the logits of the chosen on the host. */
export function merge(passed: Passed, logits: Logits, merging: Merging): tf.Tensor2D {
  const { tokens, before, entered, after, first } = passed;
  return tf.tidy(() => {
    if (MERGE.here()) return mergeOnDevice(passed, everyRow(logits, passed), merging);
    const added = gated(after, gates(logits, merging));
    if (merging.kind !== 'chosen') return tokens.into(before, tf.add(entered, added) as tf.Tensor2D);
    const choosers = argMax(logits).map((column) => (column === merging.column ? 1 : 0));
    const kept = gated(tokens.of(first), Float32Array.from(choosers));
    return tokens.into(before, tf.add(added, kept) as tf.Tensor2D);
  });
}

/** Factor on each chosen token's `after`; empty where nothing is gated. */
export function gates(logits: Logits, merging: Merging): Float32Array {
  switch (merging.kind) {
    case 'ungated':
      return new Float32Array(0);
    case 'added': {
      const { alpha, activation } = merging;
      return logits.values.map((logit) => alpha * ACTIVATIONS[activation](logit));
    }
    case 'chosen': {
      const { alpha, activation, column: own, gated } = merging;
      if (gated === 'nobody') return new Float32Array(0);
      const chosen = argMax(logits);
      return column(shares(logits, activation), own).map((share, token) =>
        gated === 'all' || chosen[token] === own ? alpha * share : 1,
      );
    }
  }
}

/** Softmax of each token's logits, or the sigmoid of each logit. */
export function shares({ values, outputs }: Logits, activation: 'sigmoid' | 'softmax'): Logits {
  if (activation === 'sigmoid') return { values: values.map(sigmoid), outputs };
  const found = new Float32Array(values.length);
  for (let row = 0; row < values.length; row += outputs) {
    const logits = values.subarray(row, row + outputs);
    const top = Math.max(...logits);
    const sum = logits.reduce((total, logit) => total + Math.exp(logit - top), 0);
    logits.forEach((logit, column) => {
      found[row + column] = Math.exp(logit - top) / sum;
    });
  }
  return { values: found, outputs };
}

const ACTIVATIONS = { sigmoid, tanh: Math.tanh, none: (score: number) => score };

/** gate * rows: rows (tokens, hiddenSize), one gate a row; the rows themselves where there are no gates. */
function gated(rows: tf.Tensor2D, gates: Float32Array): tf.Tensor2D {
  if (gates.length === 0) return rows;
  return tf.mul(rows, tf.tensor2d(gates, [gates.length, 1])) as tf.Tensor2D;
}

/** The logits of the chosen in their rows, zeros in all others: (rows of the pass, outputs). */
function everyRow({ values, outputs }: Logits, { tokens, before }: Passed): tf.Tensor2D {
  const [rows] = before.shape;
  const all = new Float32Array(rows * outputs);
  tokens.rowsInStretch.forEach((row, i) => {
    all.set(values.subarray(i * outputs, (i + 1) * outputs), row * outputs);
  });
  return upload<tf.Rank.R2>(all, [rows, outputs]);
}
