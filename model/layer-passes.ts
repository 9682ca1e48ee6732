import type * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens, KeyTokens } from './active-tokens';
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

/** A layer pass whose tokens may not be known yet. */
interface Made {
  readonly planned: PlannedLayer;
  readonly recursion: number | null;
  readonly tokens: ActiveTokens;
  /** Whose entries they attended to. */
  keys: KeyTokens;
  /** Whether their own entries were computed. */
  wrote: boolean;
}

/** Takes tokens through decoder layers during one forward pass and records what each layer pass did. */
export class LayerPasses {
  private readonly made: Made[] = [];

  constructor(
    private readonly weights: ModelWeights,
    private readonly config: ModelConfig,
    private readonly scope: TensorScope,
    private readonly cache: KvCache,
    private readonly observe?: AttentionObserver,
  ) {}

  /** What each layer pass did; asked for when all positions are known. */
  get record(): readonly LayerPass[] {
    return this.made.map(toPass);
  }

  /** h, as `entering` gives it, through some layers to a new tensor of the same shape; both are the scope's. */
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
  skip(layers: readonly PlannedLayer[], recursion: number, nobody: ActiveTokens): void {
    for (const planned of layers) {
      this.made.push({ planned, recursion, tokens: nobody, keys: nobody, wrote: false });
    }
  }

  private layer(planned: PlannedLayer, recursion: number | null, x: tf.Tensor2D, tokens: ActiveTokens) {
    const made: Made = { planned, recursion, tokens, keys: tokens, wrote: false };
    this.made.push(made);
    return decoderLayer(x, this.weights.layers[planned.stored]!, {
      config: this.config,
      eps: this.weights.eps,
      tokens,
      entries: (compute) =>
        this.cache.entries(planned, tokens, () => {
          made.wrote = true;
          return compute();
        }),
      attending: (entries) => {
        made.keys = entries.tokens;
        const { observe } = this;
        return (
          observe &&
          ((probabilities) =>
            observe(toPass(made), probabilities, tokens.positions, entries.tokens.positions))
        );
      },
    });
  }
}

function toPass({ planned, recursion, tokens, keys, wrote }: Made): LayerPass {
  const queries = tokens.positions.length;
  return {
    ...planned,
    recursion,
    queries,
    keys: queries === 0 ? 0 : keys.positions.length,
    kvWritten: wrote ? queries : 0,
    kvRead: pairsSeen(tokens.positions, keys.positions),
  };
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
