import type * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../config';
import type { Model } from '../model';
import type { LayerWeights, RouterWeights } from '../weights';
import { type Address, floatsAt, integersAt, type Kernels, startKernels } from './kernels';
import { headPlaces, intoPanels, padded, paddedHead, places } from './pack';

/** A router in panels: `second` is 0 where it has no hidden layer. */
export interface PackedRouter {
  readonly first: Address;
  readonly second: Address;
  /** Numbers between the two, and numbers out; both padded. */
  readonly hidden: number;
  readonly outputs: number;
}

/** A model's weights in the kernels' memory, in the form they read. */
export interface PackedModel {
  readonly kernels: Kernels;
  readonly widths: Widths;
  readonly embedding: Address;
  /** Of each stored layer. */
  readonly layers: readonly Address[];
  readonly norm: Address;
  readonly head: Address;
  readonly routers: readonly PackedRouter[];
  readonly auxRouters: readonly PackedRouter[];
}

/** Padded, in numbers. */
export interface Widths {
  readonly hidden: number;
  readonly head: number;
  readonly intermediate: number;
  readonly vocab: number;
}

const packed = new WeakMap<Model, PackedModel>();

/** A model of the WASM backend, packed when first asked for and kept as long as the model is. */
export function packedModel(model: Model): PackedModel {
  const found = packed.get(model) ?? pack(model);
  packed.set(model, found);
  return found;
}

function pack({ backend, config, weights }: Model): PackedModel {
  const kernels = startKernels(backend.kernels!);
  const widths: Widths = {
    hidden: padded(config.hiddenSize),
    head: paddedHead(config.headDim),
    intermediate: padded(config.intermediateSize),
    vocab: padded(config.vocabSize),
  };
  const packer = new Packer(kernels);
  const { hidden } = widths;
  const inHidden = places(config.hiddenSize);
  const head = packer.matrix(hidden, widths.vocab, [
    { matrix: weights.head.tensor, rows: inHidden, columns: places(config.vocabSize) },
  ]);
  configure(kernels, config, widths, packer);
  return {
    kernels,
    widths,
    head,
    embedding: config.tieWordEmbeddings
      ? head
      : packer.matrix(hidden, widths.vocab, [
          { matrix: weights.embedding.tensor, rows: inHidden, columns: places(config.vocabSize) },
        ]),
    layers: weights.layers.map((layer) => packLayer(packer, layer, config, widths)),
    norm: packer.vector(weights.norm),
    routers: weights.routers.map((router) => packRouter(packer, router, hidden)),
    auxRouters: weights.auxRouters.map((router) => packRouter(packer, router, hidden)),
  };
}

/** The addresses of `LayerWeights` in assembly/layer.ts. */
function packLayer(packer: Packer, layer: LayerWeights, config: ModelConfig, widths: Widths): Address {
  const { numAttentionHeads: heads, numKeyValueHeads: kvHeads, headDim } = config;
  const queries = heads * widths.head;
  const pairs = kvHeads * widths.head;
  const hidden = places(config.hiddenSize);
  const inner = places(config.intermediateSize);
  return packer.addresses([
    packer.vector(layer.inputNorm),
    packer.matrix(widths.hidden, queries + 2 * pairs, [
      { matrix: layer.query.tensor, rows: hidden, columns: headPlaces(heads, headDim) },
      { matrix: layer.key.tensor, rows: hidden, columns: headPlaces(kvHeads, headDim, queries) },
      { matrix: layer.value.tensor, rows: hidden, columns: headPlaces(kvHeads, headDim, queries + pairs) },
    ]),
    packer.matrix(queries, widths.hidden, [
      { matrix: layer.output.tensor, rows: headPlaces(heads, headDim), columns: hidden },
    ]),
    packer.vector(layer.mlpNorm),
    packer.matrix(widths.hidden, 2 * widths.intermediate, [
      { matrix: layer.mlp.gate.tensor, rows: hidden, columns: inner },
      {
        matrix: layer.mlp.up.tensor,
        rows: hidden,
        columns: places(config.intermediateSize, widths.intermediate),
      },
    ]),
    packer.matrix(widths.intermediate, widths.hidden, [
      { matrix: layer.mlp.down.tensor, rows: inner, columns: hidden },
    ]),
  ]);
}

function packRouter(packer: Packer, router: RouterWeights, width: number): PackedRouter {
  const [first, second] = router.map((matrix, i) => {
    const [depth, columns] = matrix.shape;
    const rows = i === 0 ? width : padded(depth);
    return packer.matrix(rows, padded(columns), [{ matrix, rows: places(depth), columns: places(columns) }]);
  });
  const [one, last] = [router[0]!, router.at(-1)!].map((matrix) => padded(matrix.shape[1]));
  return { first: first!, second: second ?? 0, hidden: one!, outputs: last! };
}

/** Tells the kernels the shape; the angles are those of ops/rope.ts, in float32 at every step. */
function configure(kernels: Kernels, config: ModelConfig, widths: Widths, packer: Packer): void {
  const half = widths.head / 2;
  const cosines = new Float32Array(config.maxPositionEmbeddings * half);
  const sines = new Float32Array(config.maxPositionEmbeddings * half);
  for (let i = 0; i < config.headDim / 2; i++) {
    const frequency = Math.fround(config.ropeTheta ** -Math.fround((2 * i) / config.headDim));
    for (let position = 0; position < config.maxPositionEmbeddings; position++) {
      const angle = Math.fround(position * frequency);
      cosines[position * half + i] = Math.cos(angle);
      sines[position * half + i] = Math.sin(angle);
    }
  }
  kernels.configure(
    config.hiddenSize,
    widths.hidden,
    config.numAttentionHeads,
    config.numKeyValueHeads,
    widths.head,
    widths.intermediate,
    widths.vocab,
    config.rmsNormEps,
    packer.floats(cosines),
    packer.floats(sines),
  );
}

/** A part of a matrix in panels: which of its rows and columns are this one's. */
interface Part {
  readonly matrix: tf.Tensor;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

/** Puts weights into the kernels' memory, for good. */
class Packer {
  constructor(private readonly kernels: Kernels) {}

  /** (depth, columns) in panels, both padded. */
  matrix(depth: number, columns: number, parts: readonly Part[]): Address {
    const address = this.kernels.allocate(4 * depth * columns);
    const panels = floatsAt(this.kernels, address, depth * columns);
    for (const { matrix, rows, columns } of parts)
      intoPanels(panels, depth, matrix.dataSync(), rows, columns);
    return address;
  }

  vector(vector: tf.Tensor1D): Address {
    return this.floats(vector.dataSync<'float32'>());
  }

  /** With zeros to a multiple of 8. */
  floats(values: Float32Array): Address {
    const address = this.kernels.allocate(4 * padded(values.length));
    floatsAt(this.kernels, address, values.length).set(values);
    return address;
  }

  addresses(values: readonly Address[]): Address {
    const address = this.kernels.allocate(4 * values.length);
    integersAt(this.kernels, address, values.length).set(values);
    return address;
  }
}
