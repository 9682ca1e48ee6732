import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from './config';
import { causalMask } from './ops/attention';
import { disposeRotation, type Rotation, rotationAt } from './ops/rope';

/** The tokens behind the keys of a layer pass. */
export interface KeyTokens {
  /** Ascending, one for each row that holds an entry. */
  readonly positions: Int32Array;
  /** Rows there are: those that hold an entry first, free ones after them. */
  readonly rows: number;
}

/** The tokens that take part in a run of layers: their original positions and what those mean to attention. Owns its tensors. */
export class ActiveTokens implements KeyTokens {
  readonly rotation: Rotation;
  private readonly masks = new Map<KeyTokens, tf.Tensor2D>();

  /** positions ascending */
  constructor(
    readonly positions: Int32Array,
    config: ModelConfig,
  ) {
    this.rotation = rotationAt(positions, config.headDim, config.ropeTheta, [
      config.numAttentionHeads,
      config.numKeyValueHeads,
    ]);
  }

  get count(): number {
    return this.positions.length;
  }

  get rows(): number {
    return this.count;
  }

  /** (these, rows of the keys): what each of these tokens may see of the keys. Made once, for every layer sees the same. */
  maskOver(keys: KeyTokens): tf.Tensor2D {
    let mask = this.masks.get(keys);
    if (!mask) {
      mask = tf.keep(causalMask(this.positions, keys.positions, keys.rows));
      this.masks.set(keys, mask);
    }
    return mask;
  }

  dispose(): void {
    disposeRotation(this.rotation);
    for (const mask of this.masks.values()) mask.dispose();
    this.masks.clear();
  }
}
