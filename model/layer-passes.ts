import type * as tf from '@tensorflow/tfjs-core';
import { ActiveTokens } from './active-tokens';
import type { KvCache } from './cache/kv-cache';
import type { ModelConfig } from './config';
import { decoderLayer } from './layers';
import type { PlannedLayer } from './sharing';
import type { TensorScope } from './tensor-scope';
import type { LayerPass } from './trace';
import type { ModelWeights } from './weights';

/** Shown the attention probabilities (heads, queries, keys) of every layer pass; they are gone afterwards unless kept. */
export type AttentionObserver = (
  pass: LayerPass,
  probabilities: tf.Tensor3D,
  queries: Int32Array,
  keys: Int32Array,
) => void;

/** Takes tokens through decoder layers during one forward pass and records what each layer pass did. */
export class LayerPasses {
  readonly record: LayerPass[] = [];
  private readonly tokens: ActiveTokens[] = [];

  constructor(
    private readonly weights: ModelWeights,
    private readonly config: ModelConfig,
    private readonly scope: TensorScope,
    private readonly cache: KvCache,
    private readonly observe?: AttentionObserver,
  ) {}

  activate(positions: Int32Array): ActiveTokens {
    const tokens = new ActiveTokens(positions, this.config);
    this.tokens.push(tokens);
    return tokens;
  }

  /** h (tokens, hiddenSize) through some layers to a new tensor of the same shape; both are the scope's. */
  through(
    layers: readonly PlannedLayer[],
    recursion: number | null,
    h: tf.Tensor2D,
    tokens: ActiveTokens,
  ): tf.Tensor2D {
    let x = h;
    for (const layer of layers) {
      const y = this.scope.own(this.layer(layer, recursion, x, tokens));
      if (x !== h) this.scope.free(x);
      x = y;
    }
    return x;
  }

  /** Records that nobody came. */
  skip(layers: readonly PlannedLayer[], recursion: number): void {
    for (const layer of layers) {
      this.record.push({ ...layer, recursion, queries: 0, keys: 0, kvWritten: 0, kvRead: 0 });
    }
  }

  dispose(): void {
    for (const tokens of this.tokens) tokens.dispose();
  }

  private layer(planned: PlannedLayer, recursion: number | null, x: tf.Tensor2D, tokens: ActiveTokens) {
    return decoderLayer(x, this.weights.layers[planned.stored]!, {
      config: this.config,
      eps: this.weights.eps,
      tokens,
      entries: (compute) => this.cache.entries(planned, tokens, compute),
      attending: (entries) => {
        const pass = {
          ...planned,
          recursion,
          queries: tokens.count,
          keys: entries.tokens.positions.length,
          kvWritten: entries.written,
          kvRead: pairsSeen(tokens.positions, entries.tokens.positions),
        };
        this.record.push(pass);
        const { observe } = this;
        return (
          observe &&
          ((probabilities) => observe(pass, probabilities, tokens.positions, entries.tokens.positions))
        );
      },
    });
  }
}

/** Sum over the queries of the keys at their position or before; both ascending. */
function pairsSeen(queries: Int32Array, keys: Int32Array): number {
  let seen = 0;
  let pairs = 0;
  for (const query of queries) {
    while (seen < keys.length && keys[seen]! <= query) seen++;
    pairs += seen;
  }
  return pairs;
}
