import * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens } from './active-tokens';
import type { Entries, KeysValues } from './cache/kv-cache';
import type { ModelConfig } from './config';
import { attention, type ProbabilityObserver } from './ops/attention';
import { rmsNorm } from './ops/rms-norm';
import { rotate } from './ops/rope';
import { rowsAt } from './ops/rows';
import { swiglu } from './ops/swiglu';
import type { LayerWeights, ModelWeights } from './weights';

/** What a decoder layer is given besides the states. */
export interface LayerContext {
  readonly config: ModelConfig;
  readonly eps: tf.Scalar;
  readonly tokens: ActiveTokens;
  /** Entries the tokens attend to; `compute` makes their own. */
  entries(compute: () => KeysValues): Entries;
  /** Told what is attended to; whoever it returns is shown the probabilities. */
  attending(entries: Entries): ProbabilityObserver | undefined;
}

/** h + attention(norm(h)), then + mlp(norm(.)) (spec 1.1): (tokens, hiddenSize) to the same. */
export function decoderLayer(h: tf.Tensor2D, weights: LayerWeights, context: LayerContext): tf.Tensor2D {
  return tf.tidy(() => {
    const attended = tf.add(h, selfAttention(rmsNorm(h, weights.inputNorm, context.eps), weights, context));
    const x = rmsNorm(attended as tf.Tensor2D, weights.mlpNorm, context.eps);
    return tf.add(attended, swiglu(x, weights.mlp)) as tf.Tensor2D;
  });
}

/** x (tokens, hiddenSize), normed, to the same. */
function selfAttention(x: tf.Tensor2D, weights: LayerWeights, context: LayerContext): tf.Tensor2D {
  const { config, tokens } = context;
  const heads = (projection: tf.Tensor2D, count: number) =>
    tf.reshape(tf.matMul(x, projection), [tokens.count, count, config.headDim]) as tf.Tensor3D;

  const entries = context.entries(() => {
    const key = rotate(heads(weights.key, config.numKeyValueHeads), tokens.rotation);
    const value = heads(weights.value, config.numKeyValueHeads);
    return { keys: tf.transpose(key, [1, 2, 0]), values: tf.transpose(value, [1, 0, 2]) };
  });
  const query = rotate(heads(weights.query, config.numAttentionHeads), tokens.rotation);
  const mask = tokens.maskOver(entries.tokens);
  const observer = context.attending(entries);
  return tf.matMul(attention(query, entries.keys, entries.values, mask, observer), weights.output);
}

/** ids (tokens) to states (tokens, hiddenSize). */
export function embed(ids: Int32Array, weights: ModelWeights): tf.Tensor2D {
  return rowsAt(weights.embedding, ids);
}

/** States (tokens, hiddenSize) through the final norm and the head: logits (tokens, vocabSize). */
export function readOut(h: tf.Tensor2D, weights: ModelWeights): tf.Tensor2D {
  return tf.tidy(() => tf.matMul(rmsNorm(h, weights.norm, weights.eps), weights.head));
}
