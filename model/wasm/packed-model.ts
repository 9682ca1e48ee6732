import type { ModelConfig } from '../config';
import type { NamedArray } from '../safetensors';
import { storedLayers } from '../sharing';
import { type Address, floatsAt, integersAt, type KernelSource, type Kernels } from './kernels';
import { headPlaces, intoPanels, padded, paddedHead, places } from './pack';
import { configure, SHAPE_BYTES } from './shape';

/** A router in panels: `second` is 0 where it has no hidden layer. */
export interface PackedRouter {
  readonly first: Address;
  readonly second: Address;
  /** Numbers between the two, and numbers out; both padded. */
  readonly hidden: number;
  readonly outputs: number;
}

/** A model's weights in a memory of their own, in the form the kernels there read: the only place where they are held. */
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
  /** Gives the weights back, and with the last that knows the kernels the memory. */
  dispose(): void;
}

/** Padded, in numbers. */
export interface Widths {
  readonly hidden: number;
  readonly head: number;
  readonly intermediate: number;
  readonly vocab: number;
}

/** A checkpoint's arrays, by name. */
type Arrays = ReadonlyMap<string, NamedArray>;

/** Puts a checked checkpoint into the memory of kernels that are started for it. */
export function packModel(source: KernelSource, arrays: Arrays, config: ModelConfig): PackedModel {
  const kernels = source.start();
  const widths: Widths = {
    hidden: padded(config.hiddenSize),
    head: paddedHead(config.headDim),
    intermediate: padded(config.intermediateSize),
    vocab: padded(config.vocabSize),
  };
  const packer = new Packer(kernels, arrays);
  const tokens = (name: string) =>
    packer.matrix(widths.hidden, widths.vocab, [
      { name, rows: places(config.hiddenSize), columns: places(config.vocabSize) },
    ]);
  const embedding = tokens('model.embed_tokens');
  tellShape(kernels, config, widths, packer);
  return {
    kernels,
    widths,
    embedding,
    head: config.tieWordEmbeddings ? embedding : tokens('lm_head'),
    layers: Array.from({ length: storedLayers(config) }, (_, i) => packLayer(packer, i, config, widths)),
    norm: packer.vector('model.norm'),
    routers: packRouters(packer, 'model.routers', widths.hidden),
    auxRouters: packRouters(packer, 'model.aux_routers', widths.hidden),
    dispose: () => packer.free(),
  };
}

/** The addresses of `LayerWeights` in assembly/layer.ts. */
function packLayer(packer: Packer, layer: number, config: ModelConfig, widths: Widths): Address {
  const { numAttentionHeads: heads, numKeyValueHeads: kvHeads, headDim } = config;
  const of = (name: string) => `model.layers.${layer}.${name}`;
  const queries = heads * widths.head;
  const pairs = kvHeads * widths.head;
  const hidden = places(config.hiddenSize);
  const inner = places(config.intermediateSize);
  const up = places(config.intermediateSize, widths.intermediate);
  const inHeads = (name: string, count: number, from: number, factor = 1) => ({
    name: of(`self_attn.${name}`),
    rows: hidden,
    columns: headPlaces(count, headDim, from),
    factor,
  });
  return packer.addresses([
    packer.vector(of('input_layernorm')),
    packer.matrix(widths.hidden, queries + 2 * pairs, [
      inHeads('q_proj', heads, 0, headDim ** -0.5),
      inHeads('k_proj', kvHeads, queries),
      inHeads('v_proj', kvHeads, queries + pairs),
    ]),
    packer.matrix(queries, widths.hidden, [
      { name: of('self_attn.o_proj'), rows: headPlaces(heads, headDim), columns: hidden },
    ]),
    packer.vector(of('post_attention_layernorm')),
    packer.matrix(widths.hidden, 2 * widths.intermediate, [
      { name: of('mlp.gate_proj'), rows: hidden, columns: inner },
      { name: of('mlp.up_proj'), rows: hidden, columns: up },
    ]),
    packer.matrix(widths.intermediate, widths.hidden, [
      { name: of('mlp.down_proj'), rows: inner, columns: hidden },
    ]),
  ]);
}

/** All routers of a kind; one with a hidden layer is stored as `.0` and `.2`. */
function packRouters(packer: Packer, kind: string, width: number): PackedRouter[] {
  const routers: PackedRouter[] = [];
  for (let r = 0; ; r++) {
    const names = ['', '.0', '.2'].map((part) => `${kind}.${r}${part}`).filter((name) => packer.has(name));
    if (names.length === 0) return routers;
    const [one, last] = [packer.shape(names[0]!), packer.shape(names.at(-1)!)];
    const packed = names.map((name, i) => {
      const [columns, depth] = packer.shape(name);
      const rows = i === 0 ? width : padded(depth);
      return packer.matrix(rows, padded(columns), [{ name, rows: places(depth), columns: places(columns) }]);
    });
    routers.push({
      first: packed[0]!,
      second: packed[1] ?? 0,
      hidden: padded(one[0]),
      outputs: padded(last[0]),
    });
  }
}

/** Tells the kernels the shape; the angles are those of ops/rope.ts, in float32 at every step. */
function tellShape(kernels: Kernels, config: ModelConfig, widths: Widths, packer: Packer): void {
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
  configure(kernels, packer.room(SHAPE_BYTES / 4), {
    hiddenSize: config.hiddenSize,
    hiddenWidth: widths.hidden,
    heads: config.numAttentionHeads,
    kvHeads: config.numKeyValueHeads,
    headWidth: widths.head,
    intermediateWidth: widths.intermediate,
    vocabWidth: widths.vocab,
    rmsNormEps: config.rmsNormEps,
    cosines: packer.floats(cosines),
    sines: packer.floats(sines),
  });
}

/** A part of a matrix in panels: which of its rows and columns are this one's, stored as (columns, rows). */
interface Part {
  /** Of the array, less `.weight`. */
  readonly name: string;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly factor?: number;
}

/** Puts arrays into the kernels' memory and owns what it allocates there. */
class Packer {
  private readonly owned: Address[] = [];

  constructor(
    private readonly kernels: Kernels,
    private readonly arrays: Arrays,
  ) {}

  has(name: string): boolean {
    return this.arrays.has(`${name}.weight`);
  }

  /** (out, in) of a matrix. */
  shape(name: string): readonly [number, number] {
    return this.array(name).shape as [number, number];
  }

  /** (depth, columns) in panels, both padded. */
  matrix(depth: number, columns: number, parts: readonly Part[]): Address {
    const address = this.room(depth * columns);
    const panels = floatsAt(this.kernels, address, depth * columns);
    for (const { name, rows, columns, factor } of parts) {
      intoPanels(panels, depth, this.array(name).data, rows, columns, factor);
    }
    return address;
  }

  vector(name: string): Address {
    return this.floats(this.array(name).data);
  }

  /** With zeros to a multiple of 8. */
  floats(values: Float32Array): Address {
    const address = this.room(padded(values.length));
    floatsAt(this.kernels, address, values.length).set(values);
    return address;
  }

  addresses(values: readonly Address[]): Address {
    const address = this.room(values.length);
    integersAt(this.kernels, address, values.length).set(values);
    return address;
  }

  /** Of numbers of 4 bytes. */
  room(count: number): Address {
    const address = this.kernels.allocate(4 * count);
    this.owned.push(address);
    return address;
  }

  free(): void {
    for (const address of this.owned.splice(0)) this.kernels.free(address);
  }

  private array(name: string): NamedArray {
    return this.arrays.get(`${name}.weight`)!;
  }
}
