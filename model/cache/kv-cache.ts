import type * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens, KeyTokens } from '../active-tokens';
import type { PlannedLayer } from '../sharing';

/** Keys and values of some tokens in one layer, float32. */
export interface KeysValues {
  /** (kvHeads, headDim, rows), rotated to the original positions: laid out as the score product reads it. */
  readonly keys: tf.Tensor3D;
  /** (kvHeads, rows, headDim) */
  readonly values: tf.Tensor3D;
}

/** What one layer pass attends to. */
export interface Entries extends KeysValues {
  /** Whose entries they are. */
  readonly tokens: KeyTokens;
}

/** Keys and values: which are computed, which are read again. Nothing else knows what is kept. */
export interface KvCache {
  /** Entries for a layer pass of these tokens; `compute` makes the tokens' own, if they are wanted. Called inside tf.tidy. */
  entries(pass: PlannedLayer, tokens: ActiveTokens, compute: () => KeysValues): Entries;
  /**
   * Whether it must know who takes part while the pass runs. Otherwise the device may choose: entries then have rows that
   * hold nothing after the last, and positions are told when the pass is over.
   */
  readonly needsPositions: boolean;
  dispose(): void;
}

/**
 * The slot whose entries a layer pass attends to. The first pass that brings a token to a slot makes its entry; whoever
 * comes to the slot with that token again finds it there.
 */
export type SlotOf = (pass: PlannedLayer) => number;
