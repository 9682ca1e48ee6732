import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from './config';
import type { SwigluWeights } from './ops/swiglu';
import type { NamedArray } from './safetensors';
import { storedLayers } from './sharing';

/** Linear weights are (in, out): the product a backend is fastest at. */
export interface LayerWeights {
  readonly inputNorm: tf.Tensor1D;
  /** Carries the attention scale 1/sqrt(headDim), so that no pass has to multiply by it. */
  readonly query: tf.Tensor2D;
  readonly key: tf.Tensor2D;
  readonly value: tf.Tensor2D;
  readonly output: tf.Tensor2D;
  readonly mlpNorm: tf.Tensor1D;
  readonly mlp: SwigluWeights;
}

/** One matrix for a linear router, two for an MLP: (in, out). */
export type RouterWeights = readonly tf.Tensor2D[];

/** A checkpoint on the device. Owns its tensors. */
export interface ModelWeights {
  /** (vocabSize, hiddenSize) */
  readonly embedding: tf.Tensor2D;
  /** Stored layers. */
  readonly layers: readonly LayerWeights[];
  readonly norm: tf.Tensor1D;
  /** (hiddenSize, vocabSize) */
  readonly head: tf.Tensor2D;
  readonly routers: readonly RouterWeights[];
  readonly auxRouters: readonly RouterWeights[];
  /** rmsNormEps as a kept scalar: a JS number would be uploaded at every use. */
  readonly eps: tf.Scalar;
  dispose(): void;
}

/** Uploads a checked checkpoint to the current backend. */
export function uploadWeights(arrays: ReadonlyMap<string, NamedArray>, config: ModelConfig): ModelWeights {
  const owned: tf.Tensor[] = [];
  const own = <T extends tf.Tensor>(tensor: T): T => {
    owned.push(tensor);
    return tensor;
  };
  const get = (name: string): NamedArray => arrays.get(name)!;
  const vector = (name: string) => own(tf.tensor1d(get(name).data));
  const linear = (name: string, scale = 1) => own(transposed(get(name), scale));

  const layer = (i: number): LayerWeights => {
    const name = `model.layers.${i}`;
    return {
      inputNorm: vector(`${name}.input_layernorm.weight`),
      query: linear(`${name}.self_attn.q_proj.weight`, config.headDim ** -0.5),
      key: linear(`${name}.self_attn.k_proj.weight`),
      value: linear(`${name}.self_attn.v_proj.weight`),
      output: linear(`${name}.self_attn.o_proj.weight`),
      mlpNorm: vector(`${name}.post_attention_layernorm.weight`),
      mlp: {
        gate: linear(`${name}.mlp.gate_proj.weight`),
        up: linear(`${name}.mlp.up_proj.weight`),
        down: linear(`${name}.mlp.down_proj.weight`),
      },
    };
  };
  const routers = (kind: string): RouterWeights[] => {
    const found: RouterWeights[] = [];
    for (let r = 0; ; r++) {
      const names = [
        `model.${kind}.${r}.weight`,
        `model.${kind}.${r}.0.weight`,
        `model.${kind}.${r}.2.weight`,
      ];
      const here = names.filter((name) => arrays.has(name));
      if (here.length === 0) return found;
      found.push(here.map((name) => linear(name)));
    }
  };

  const embedding = get('model.embed_tokens.weight');
  return {
    embedding: own(tf.tensor2d(embedding.data, [config.vocabSize, config.hiddenSize])),
    layers: Array.from({ length: storedLayers(config) }, (_, i) => layer(i)),
    norm: vector('model.norm.weight'),
    head: linear(config.tieWordEmbeddings ? 'model.embed_tokens.weight' : 'lm_head.weight'),
    routers: routers('routers'),
    auxRouters: routers('aux_routers'),
    eps: own(tf.scalar(config.rmsNormEps)),
    dispose: () => tf.dispose(owned),
  };
}

/** (out, in) as stored to (in, out) on the device. */
function transposed({ shape, data }: NamedArray, scale: number): tf.Tensor2D {
  const [rows, columns] = shape as [number, number];
  const out = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      out[column * rows + row] = data[row * columns + column]! * scale;
    }
  }
  return tf.tensor2d(out, [columns, rows]);
}
