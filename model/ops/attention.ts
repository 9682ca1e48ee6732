import * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens } from '../active-tokens';
import type { Entries } from '../cache/kv-cache';
import { fusedOp } from './fused';

/** Added to the score of a key that a query may not see; finite, for WGSL promises nothing about infinities. */
const MASKED = -1e30;

/**
 * 0 where the key is at the query's position or before, else MASKED: (queries, rows). Original positions, ascending;
 * rows beyond the keys hold nothing and are seen by nobody.
 */
export function causalMask(queries: Int32Array, keys: Int32Array, rows: number): tf.Tensor2D {
  const mask = new Float32Array(queries.length * rows).fill(MASKED);
  for (let query = 0; query < queries.length; query++) {
    for (let row = 0; row < keys.length && keys[row]! <= queries[query]!; row++) mask[query * rows + row] = 0;
  }
  return tf.tensor2d(mask, [queries.length, rows]);
}

/** Shown the probabilities (heads, queries, keys), which are gone afterwards unless kept. */
export type ProbabilityObserver = (probabilities: tf.Tensor3D) => void;

/** q (queries at most, heads, headDim), keys and values as in `KeysValues`; the lists say whose they are. */
export interface AttentionInputs {
  readonly q: tf.Tensor3D;
  readonly keys: tf.Tensor3D;
  readonly values: tf.Tensor3D;
  readonly queryList: tf.Tensor1D;
  readonly keyList: tf.Tensor1D;
}

export const ATTENTION = fusedOp<AttentionInputs, Record<string, never>, [tf.Tensor2D]>('MorAttention');

/** What each of the tokens takes from the entries at its position and before: (tokens, heads * headDim). */
export function attend(
  q: tf.Tensor3D,
  entries: Entries,
  tokens: ActiveTokens,
  observe?: ProbabilityObserver,
): tf.Tensor2D {
  const { keys, values } = entries;
  // The kernel never has the probabilities in one piece; whoever wants to see them gets the plain form's.
  if (ATTENTION.here() && !observe) {
    const lists = { queryList: tokens.list, keyList: tokens.listOver(entries.tokens) };
    return ATTENTION.run({ q, keys, values, ...lists }, {})[0];
  }
  return attention(q, keys, values, tokens.maskOver(entries.tokens), observe);
}

/**
 * Grouped-query attention (spec 1.1). The query heads that share a key-value head become rows of one product, so that
 * keys and values are never repeated. The scale 1/sqrt(headDim) is already in the queries (`weights.ts`).
 * q (queries, heads, headDim), k (kvHeads, headDim, keys), v (kvHeads, keys, headDim), mask (queries, keys)
 * to (queries, heads * headDim).
 */
export function attention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  mask: tf.Tensor2D,
  observe?: ProbabilityObserver,
): tf.Tensor2D {
  const [queries, heads, headDim] = q.shape;
  const [kvHeads, , keys] = k.shape;
  const rows = (heads / kvHeads) * queries;
  return tf.tidy(() => {
    const grouped = tf.reshape(tf.transpose(q, [1, 0, 2]), [kvHeads, rows, headDim]) as tf.Tensor3D;
    const [qs, ks, vs] = [grouped, k, v].map(partsByKvHead) as [Parts, Parts, Parts];
    const probabilities = qs.map((part, i) => {
      const scores = tf.reshape(tf.matMul(part, ks[i]!), [-1, queries, keys]);
      return tf.softmax(tf.add(scores, mask)) as tf.Tensor3D;
    });
    observe?.(joined(probabilities));
    const mixed = probabilities.map((part, i) => {
      return tf.matMul(tf.reshape(part, [-1, rows, keys]) as tf.Tensor3D, vs[i]!) as tf.Tensor3D;
    });
    const byToken = tf.transpose(tf.reshape(joined(mixed), [heads, queries, headDim]), [1, 0, 2]);
    return tf.reshape(byToken, [queries, heads * headDim]) as tf.Tensor2D;
  });
}

type Parts = tf.Tensor3D[];

/**
 * (kvHeads, ...) in one piece, but on wasm head by head, (1, ...) each: its kernel for a batch of products is a plain
 * loop, its kernel for a single one is XNNPACK's, an order of magnitude faster.
 */
function partsByKvHead(x: tf.Tensor3D): Parts {
  return tf.getBackend() === 'wasm' && x.shape[0] > 1 ? tf.split(x, x.shape[0]) : [x];
}

function joined(parts: Parts): tf.Tensor3D {
  return parts.length === 1 ? parts[0]! : tf.concat(parts, 0);
}
