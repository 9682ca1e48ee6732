import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from './config';
import { causalMask } from './ops/attention';
import { disposeRotation, type Rotation, rotationAt } from './ops/rope';

/** The tokens that take part in a run of layers: their original positions and what those mean to attention. Owns its tensors. */
export class ActiveTokens {
  readonly rotation: Rotation;
  private readonly masks = new Map<ActiveTokens, tf.Tensor2D>();

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

  /** (these, keys): what each of these tokens may see of the keys. Made once, for every layer sees the same. */
  maskOver(keys: ActiveTokens): tf.Tensor2D {
    let mask = this.masks.get(keys);
    if (!mask) {
      mask = tf.keep(causalMask(this.positions, keys.positions));
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
