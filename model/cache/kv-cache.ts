import type * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens } from '../active-tokens';
import type { PlannedLayer } from '../sharing';

export interface KeysValues {
  /** (kvHeads, headDim, tokens), rotated to the original positions: laid out as the score product reads it. */
  readonly keys: tf.Tensor3D;
  /** (kvHeads, tokens, headDim) */
  readonly values: tf.Tensor3D;
}

/** What one layer pass attends to. */
export interface Entries extends KeysValues {
  /** Whose entries they are. */
  readonly tokens: ActiveTokens;
  /** Entries computed and stored by this pass; 0 where an earlier pass's were read. */
  readonly written: number;
}

/** Keys and values of one forward pass: which are computed, which are read again. Nothing else knows what is kept. */
export interface KvCache {
  /** Entries for a layer pass of these tokens; `compute` makes the pass's own, if they are wanted. Called inside tf.tidy. */
  entries(pass: PlannedLayer, tokens: ActiveTokens, compute: () => KeysValues): Entries;
  dispose(): void;
}
