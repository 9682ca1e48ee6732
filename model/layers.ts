import * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens } from './active-tokens';
import type { Entries, KeysValues } from './cache/kv-cache';
import type { ModelConfig } from './config';
import { addProduct } from './ops/add-product';
import { attend, type ProbabilityObserver } from './ops/attention';
import { keysValues } from './ops/keys-values';
import { lookUp } from './ops/look-up';
import { QUERIES, queries } from './ops/queries';
import { headLogits } from './ops/read-out';
import { Normed } from './ops/rms-norm';
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

/** h + attention(norm(h)), then + mlp(norm(.)) (spec 1.1): states as `entering` gives them, to the same. */
export function decoderLayer(h: tf.Tensor2D, weights: LayerWeights, context: LayerContext): tf.Tensor2D {
  const { config, eps, tokens } = context;
  const { numAttentionHeads, numKeyValueHeads, rmsNormEps } = config;
  return tf.tidy(() => {
    const x = new Normed(h, weights.inputNorm, rmsNormEps, eps);
    const entries = context.entries(() => keysValues(x, weights, numKeyValueHeads, tokens));
    const q = queries(x, weights.query, numAttentionHeads, tokens);
    const taken = attend(q, entries, tokens, context.attending(entries));
    const attended = addProduct(h, taken, weights.output, tokens);
    const y = new Normed(attended, weights.mlpNorm, rmsNormEps, eps);
    return addProduct(attended, swiglu(y, weights.mlp, tokens), weights.mlp.down, tokens);
  });
}

/**
 * What layers take of all states (rows of the pass, hiddenSize) where these tokens go through them: the plain forms their
 * rows alone, the kernels all, of which they read and write the rows in the tokens' list.
 */
export function entering(states: tf.Tensor2D, tokens: ActiveTokens): tf.Tensor2D {
  return QUERIES.here() ? tf.clone(states) : tokens.of(states);
}

/** ids (tokens) to states (tokens, hiddenSize). */
export function embed(ids: Int32Array, weights: ModelWeights): tf.Tensor2D {
  return lookUp(ids, weights.embedding);
}

/** States (tokens, hiddenSize) through the final norm and the head: logits (tokens, vocabSize). */
export function readOut(h: tf.Tensor2D, weights: ModelWeights, { rmsNormEps }: ModelConfig): tf.Tensor2D {
  return tf.tidy(() => headLogits(new Normed(h, weights.norm, rmsNormEps, weights.eps), weights.head));
}
