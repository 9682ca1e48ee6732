import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from './config';
import type { AttentionTrace, SelectionRule } from './trace';
import { forward } from './transformer';
import type { ModelWeights } from './weights';

/** The attention probabilities of one unrolled layer, 0-based, seen while a text goes through the model. */
export async function observedAttention(
  weights: ModelWeights,
  config: ModelConfig,
  ids: Int32Array,
  rule: SelectionRule,
  asked: number,
): Promise<AttentionTrace> {
  const heads = config.numAttentionHeads;
  let found: (Omit<AttentionTrace, 'weights'> & { probabilities: tf.Tensor3D }) | undefined;
  const run = await forward(weights, config, ids, {
    rule,
    mark: async () => 0,
    observe({ layer, recursion }, probabilities, queries, keys) {
      if (layer !== asked) return;
      found = { layer, recursion, heads, queries, keys, probabilities: tf.keep(probabilities) };
    },
  });
  run.dispose();
  if (!found) {
    // Nobody went that deep.
    const none = new Int32Array(0);
    const { recursion } = run.passes.find(({ layer }) => layer === asked)!;
    return { layer: asked, recursion, heads, queries: none, keys: none, weights: new Float32Array(0) };
  }
  const { probabilities, ...rest } = found;
  const shares = await probabilities.data<'float32'>();
  probabilities.dispose();
  return { ...rest, weights: shares };
}
