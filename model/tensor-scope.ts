import type * as tf from '@tensorflow/tfjs-core';

/**
 * Owner of tensors that live across an await, where tf.tidy cannot reach. Whoever opens a scope disposes it.
 */
export class TensorScope {
  private readonly owned = new Set<tf.Tensor>();

  own<T extends tf.Tensor>(tensor: T): T {
    this.owned.add(tensor);
    return tensor;
  }

  /** Gives a tensor back early. */
  free(tensor: tf.Tensor): void {
    this.owned.delete(tensor);
    tensor.dispose();
  }

  dispose(): void {
    for (const tensor of this.owned) tensor.dispose();
    this.owned.clear();
  }
}
