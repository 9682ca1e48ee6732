import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from './config';
import { type Matrix, type MatrixOptions, plainMatrix, uploadMatrix } from './ops/matrix';
import type { SwigluWeights } from './ops/swiglu';
import type { NamedArray } from './safetensors';
import { storedLayers } from './sharing';

/** Matrices are (in, out): the product a backend is fastest at. */
export interface LayerWeights {
  readonly inputNorm: tf.Tensor1D;
  /** Carries the attention scale 1/sqrt(headDim), so that no pass has to multiply by it. */
  readonly query: Matrix;
  readonly key: Matrix;
  readonly value: Matrix;
  readonly output: Matrix;
  readonly mlpNorm: tf.Tensor1D;
  readonly mlp: SwigluWeights;
}

/** One matrix for a linear router, two for an MLP: float32 (in, out) everywhere, for they are small. */
export type RouterWeights = readonly tf.Tensor2D[];

/** A checkpoint on the device. Owns its tensors. */
export interface ModelWeights {
  /** (hiddenSize, vocabSize), a token a column; the head where they are tied. */
  readonly embedding: Matrix;
  /** Stored layers. */
  readonly layers: readonly LayerWeights[];
  readonly norm: tf.Tensor1D;
  /** (hiddenSize, vocabSize) */
  readonly head: Matrix;
  readonly routers: readonly RouterWeights[];
  readonly auxRouters: readonly RouterWeights[];
  /** rmsNormEps as a kept scalar: a JS number would be uploaded at every use. */
  readonly eps: tf.Scalar;
  /** Of its parameters on the device. */
  readonly bytes: number;
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
  const matrix = (name: string, options?: MatrixOptions) => {
    const made = uploadMatrix(get(name), options);
    own(made.tensor);
    return made;
  };

  const layer = (i: number): LayerWeights => {
    const name = `model.layers.${i}`;
    const rotated = config.headDim;
    return {
      inputNorm: vector(`${name}.input_layernorm.weight`),
      query: matrix(`${name}.self_attn.q_proj.weight`, { factor: rotated ** -0.5, rotated }),
      key: matrix(`${name}.self_attn.k_proj.weight`, { rotated }),
      value: matrix(`${name}.self_attn.v_proj.weight`),
      output: matrix(`${name}.self_attn.o_proj.weight`),
      mlpNorm: vector(`${name}.post_attention_layernorm.weight`),
      mlp: {
        gate: matrix(`${name}.mlp.gate_proj.weight`),
        up: matrix(`${name}.mlp.up_proj.weight`),
        down: matrix(`${name}.mlp.down_proj.weight`),
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
      found.push(here.map((name) => own(plainMatrix(get(name)))));
    }
  };

  const eps = own(tf.scalar(config.rmsNormEps));
  const embedding = matrix('model.embed_tokens.weight');
  const made = {
    embedding,
    layers: Array.from({ length: storedLayers(config) }, (_, i) => layer(i)),
    norm: vector('model.norm.weight'),
    head: config.tieWordEmbeddings ? embedding : matrix('lm_head.weight'),
    routers: routers('routers'),
    auxRouters: routers('aux_routers'),
    eps,
    dispose: () => tf.dispose(owned),
  };
  // Float32 or packed words, four bytes each.
  const words = owned.reduce((sum, { size }) => sum + size, 0) - eps.size;
  return { ...made, bytes: 4 * words };
}
