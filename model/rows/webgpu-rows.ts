import type { ModelConfig } from '../config';
import { RouterBuffer } from '../decode/router-buffer';
import { MorError } from '../errors';
import { type Command, encode } from '../gpu/commands';
import type { Gpu } from '../gpu/gpu';
import type { Program } from '../gpu/program';
import { Readback } from '../gpu/readback';
import { tensorsOf } from '../held-weights';
import type { Model } from '../model';
import { attend } from '../ops/decode/attend';
import { productGroups } from '../ops/decode/columns';
import {
  closeMlp,
  openMlp,
  projectedQuads,
  projectOutput,
  projectQkv,
  readOutLogits,
} from '../ops/decode/project';
import { rotationTable } from '../ops/decode/rotation';
import { answersEach, enterRows, settleRows, WAY_WORDS } from '../ops/decode/settle';
import { type DecodeShape, decodeShape } from '../ops/decode/shape';
import { MANY_TOKENS, PLACE_WORDS, TO_WRITE } from '../ops/decode/tokens';
import type { Matrix } from '../ops/matrix';
import { quadCount } from '../ops/matrix.wgsl';
import type { LayerWeights } from '../weights';
import type { RowLimits } from './row-engine';

const WORD = 4;
/** How much there is room for beside rows and texts. */
export interface Room {
  /** Layer passes that keep entries of their own. */
  readonly slots: number;
  /** Runs of places that are there at once, a layer pass each: of the longest run of layers at least. */
  readonly sections: number;
  /** Rows whose logits are there at once, and the section that says which. */
  readonly reading: { readonly rows: number; readonly section: number };
}

/** What a call leaves to be read. */
type Told = 'answers' | 'logits';

/** Where a row is in a layer pass. */
export interface Place {
  readonly row: number;
  readonly position: number;
  /** Number of the block of its text's entries, its own entry in it, and whether that is still to be written. */
  readonly block: number;
  readonly entry: number;
  readonly writes: boolean;
}

/** Where a row comes from and what it asks. */
export interface Way {
  /** The token, where it enters. */
  readonly id: number | null;
  readonly keep: number;
  readonly gate: number;
  /** Where in the routers the next ones begin, or NO_ROUTER. */
  readonly router: number;
  readonly auxiliary: number;
}

/** A program with what it is bound to; how many workgroups it takes follows from the rows of a call. */
export interface Step {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  groups(rows: number): Command['workgroups'];
}

/** The programs of a layer: where some row has an entry to write, and where none has. */
export interface LayerSteps {
  readonly writing: readonly Step[];
  readonly reading: readonly Step[];
}

/** The buffers and programs of a row engine on WebGPU. Owns the buffers. */
export class WebGpuRows {
  readonly routers: RouterBuffer;
  readonly kvBytes: number;
  readonly answersEach: number;
  readonly enter: Step;
  readonly settle: Step;
  readonly readOut: Step;
  readonly shape: DecodeShape;
  readonly buffers: Readonly<
    Record<'work' | 'kv' | 'rotation' | 'places' | 'ways' | 'answers' | 'logits', GPUBuffer>
  >;
  readonly sections: readonly GPUBuffer[];
  private readonly layers: readonly LayerWeights[];
  /** Of what was asked for. */
  private readonly readbacks = new Map<Told, Readback>();

  constructor(
    private readonly gpu: Gpu,
    model: Model,
    private readonly config: ModelConfig,
    private readonly limits: RowLimits,
    { slots, sections, reading }: Room,
  ) {
    const { texts, rows, context } = limits;
    const { device } = gpu;
    const weights = tensorsOf(model);
    this.shape = decodeShape(config, context, model.backend.software);
    const { words } = this.shape;
    this.answersEach = answersEach(this.shape);
    this.kvBytes = slots * texts * words.slot * WORD;
    checkRoom(device, this.kvBytes);
    const { STORAGE, COPY_DST, COPY_SRC } = GPUBufferUsage;
    const buffer = (length: number) =>
      device.createBuffer({ size: length * WORD, usage: STORAGE | COPY_DST | COPY_SRC });
    this.buffers = {
      work: buffer(rows * words.work),
      kv: buffer(this.kvBytes / WORD),
      rotation: buffer(context * config.headDim),
      places: buffer(sections * (rows + 1) * PLACE_WORDS),
      ways: buffer(rows * WAY_WORDS),
      answers: buffer(rows * this.answersEach),
      logits: buffer(reading.rows * config.vocabSize),
    };
    this.sections = Array.from({ length: sections }, (_, section) => this.section(section));
    const { rotation, work, places, ways, answers, logits } = this.buffers;
    device.queue.writeBuffer(rotation, 0, rotationTable(context, config.headDim, config.ropeTheta));
    this.routers = new RouterBuffer(gpu, weights);

    const each = (count: number): Command['workgroups'] => [count];
    const first = [this.sections[0]!, places, work];
    const { embedding, norm, head, layers } = weights;
    this.layers = layers;
    const entering = [...first, ways, gpu.bufferOf(embedding.tensor)];
    this.enter = this.step(enterRows(this.shape, embedding), entering, each);
    const routed = config.routing.type === 'expert' || config.routing.type === 'token';
    const asked = routed ? [this.routers.buffer, answers] : [];
    this.settle = this.step(settleRows(this.shape), [...first, ways, ...asked], each);
    const read = [
      this.sections[reading.section]!,
      places,
      work,
      gpu.bufferOf(norm),
      gpu.bufferOf(head.tensor),
      logits,
    ];
    this.readOut = this.product(readOutLogits(this.shape, MANY_TOKENS, head), read, quadCount(head.columns));
  }

  /** What the constructor will need, built side by side. */
  static async build(gpu: Gpu, model: Model, config: ModelConfig, { context }: RowLimits): Promise<void> {
    const weights = tensorsOf(model);
    const shape = decodeShape(config, context, model.backend.software);
    const ofLayer = [projectOutput, openMlp, closeMlp];
    await gpu.build([
      ...weights.layers.flatMap((layer) => [
        ...ofLayer.map((program) => program(shape, MANY_TOKENS, layer)),
        ...[true, false].map((writes) => projectQkv(shape, MANY_TOKENS, layer, writes)),
      ]),
      attend(shape, MANY_TOKENS),
      readOutLogits(shape, MANY_TOKENS, weights.head),
      enterRows(shape, weights.embedding),
      settleRows(shape),
    ]);
  }

  /** The programs of a stored layer that is so many layers into a run. */
  layer(stored: number, section: number): LayerSteps {
    const { config, shape } = this;
    const weights = this.layers[stored]!;
    const { work, places, rotation, kv } = this.buffers;
    const { query, key, value, output, mlp } = weights;
    const of = ({ tensor }: Matrix) => this.gpu.bufferOf(tensor);
    const first = [this.sections[section]!, places, work];
    const [inputNorm, mlpNorm] = [weights.inputNorm, weights.mlpNorm].map((norm) => this.gpu.bufferOf(norm));
    const projected = (writes: boolean) =>
      this.product(
        projectQkv(shape, MANY_TOKENS, weights, writes),
        [...first, rotation, inputNorm!, of(query), ...(writes ? [of(key), of(value), kv] : [])],
        projectedQuads(weights, writes),
      );
    const attended = this.step(attend(shape, MANY_TOKENS), [...first, kv], (rows) => [
      config.numAttentionHeads,
      shape.splits,
      rows,
    ]);
    const rest = [
      attended,
      this.product(
        projectOutput(shape, MANY_TOKENS, weights),
        [...first, of(output)],
        quadCount(output.columns),
      ),
      this.product(
        openMlp(shape, MANY_TOKENS, weights),
        [...first, mlpNorm!, of(mlp.gate), of(mlp.up)],
        quadCount(mlp.gate.columns),
      ),
      this.product(
        closeMlp(shape, MANY_TOKENS, weights),
        [...first, of(mlp.down)],
        quadCount(mlp.down.columns),
      ),
    ];
    return { writing: [projected(true), ...rest], reading: [projected(false), ...rest] };
  }

  /** Where the rows of a call are, layer by layer of its run; what runs next sees it. */
  place(run: readonly (readonly Place[])[]): void {
    const { words } = this.shape;
    const section = (this.limits.rows + 1) * PLACE_WORDS;
    const all = new Uint32Array(run.length * section);
    run.forEach((places, layer) => {
      all[layer * section] = places.length;
      places.forEach(({ row, position, block, entry, writes }, i) => {
        const place = [row * words.work, position, block * words.slot, 2 * entry + (writes ? TO_WRITE : 0)];
        all.set(place, layer * section + (i + 1) * PLACE_WORDS);
      });
    });
    this.gpu.device.queue.writeBuffer(this.buffers.places, 0, all);
  }

  /** What `enter` and `settle` do with the rows of a call. */
  send(ways: readonly Way[]): void {
    const words = new Uint32Array(ways.length * WAY_WORDS);
    const numbers = new Float32Array(words.buffer);
    ways.forEach(({ id, keep, gate, router, auxiliary }, i) => {
      words.set([id ?? 0, id === null ? 0 : 1, 0, 0, router, auxiliary], i * WAY_WORDS);
      numbers.set([keep, gate], i * WAY_WORDS + 2);
    });
    this.gpu.device.queue.writeBuffer(this.buffers.ways, 0, words);
  }

  /** Runs steps over the rows of a call, in one submit; gives what they leave to be read. */
  async run(steps: readonly Step[], rows: number, leaves: Told | null): Promise<Float32Array> {
    const { device } = this.gpu;
    const encoder = device.createCommandEncoder();
    encode(
      encoder,
      steps.map(({ pipeline, bindGroup, groups }) => ({ pipeline, bindGroup, workgroups: groups(rows) })),
    );
    const arrived = leaves && this.readback(leaves).copy(encoder, this.buffers[leaves]);
    device.queue.submit([encoder.finish()]);
    return arrived ? new Float32Array(await arrived()) : new Float32Array(0);
  }

  dispose(): void {
    for (const readback of this.readbacks.values()) readback.dispose();
    for (const buffer of [...Object.values(this.buffers), this.routers.buffer, ...this.sections]) {
      buffer.destroy();
    }
  }

  private product(program: Program, buffers: readonly GPUBuffer[], quads: number): Step {
    const { lanes } = this.shape;
    return this.step(program, buffers, (rows) => productGroups(quads, rows, lanes, MANY_TOKENS));
  }

  private readback(of: Told): Readback {
    let readback = this.readbacks.get(of);
    if (!readback) {
      readback = new Readback(this.gpu.device, this.buffers[of].size, 1);
      this.readbacks.set(of, readback);
    }
    return readback;
  }

  private step(program: Program, buffers: readonly GPUBuffer[], groups: Step['groups']): Step {
    const pipeline = this.gpu.pipeline(program);
    return { pipeline, bindGroup: this.gpu.bindGroup(pipeline, buffers), groups };
  }

  private section(section: number): GPUBuffer {
    const first = Uint32Array.of(section * (this.limits.rows + 1), 0, 0, 0);
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const buffer = this.gpu.device.createBuffer({ size: first.byteLength, usage });
    this.gpu.device.queue.writeBuffer(buffer, 0, first);
    return buffer;
  }
}

function checkRoom({ limits }: GPUDevice, bytes: number): void {
  if (bytes <= Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize)) return;
  throw new MorError(
    'E-OUT-OF-MEMORY',
    'The graphics device has no room for the caches of so many texts.',
    'Choose fewer or shorter texts.',
  );
}
