import type { ActiveTokens } from '../active-tokens';
import type { KeysValues } from '../cache/kv-cache';
import { slotOf } from '../cache/open-cache';
import { type Command, encode } from '../gpu/commands';
import type { Gpu } from '../gpu/gpu';
import type { Program } from '../gpu/program';
import { tensorsOf } from '../held-weights';
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
import { route } from '../ops/decode/route';
import { sample } from '../ops/decode/sample';
import { type DecodeShape, decodeShape, NO_TOKEN, STATE } from '../ops/decode/shape';
import { storeEntries, storeGroups } from '../ops/decode/store';
import { ONE_TOKEN } from '../ops/decode/tokens';
import type { Matrix } from '../ops/matrix';
import { quadCount } from '../ops/matrix.wgsl';
import { forwardPlan, type PlannedLayer } from '../sharing';
import type { DecoderRequest } from './decoder';
import { RouterBuffer } from './router-buffer';

/** Buffers of one text. */
interface Buffers {
  readonly work: GPUBuffer;
  readonly state: GPUBuffer;
  readonly result: GPUBuffer;
  readonly logits: GPUBuffer;
  readonly kv: GPUBuffer;
  readonly rotation: GPUBuffer;
}

/** Where a slot begins in the cache, and which of the counts says how much of it is filled. */
interface Slot {
  /** In 4-byte words. */
  readonly at: number;
  readonly group: number;
}

const WORD = 4;

/**
 * One more token of one text, as a list of dispatches that is the same every time: it is drawn, goes through the model and
 * leaves the logits for the one after it. All that changes from token to token, the depth as well, is decided on the device
 * and stays there; a recursion that the token does not reach is passed over by its own dispatches. Owns its buffers.
 */
export class Recording {
  readonly buffers: Buffers;
  private readonly commands: Command[] = [];
  private readonly uniforms: GPUBuffer[] = [];
  private readonly slots = new Map<number, Slot>();
  private readonly shape: DecodeShape;
  private readonly routers: RouterBuffer;

  constructor(
    private readonly gpu: Gpu,
    private readonly request: DecoderRequest,
  ) {
    const { config, capacity, draws } = request;
    this.shape = decodeShape(config, capacity, request.model.backend.software);
    this.findSlots();
    this.routers = new RouterBuffer(gpu, tensorsOf(request.model));
    const { words } = this.shape;
    const { COPY_DST, COPY_SRC, STORAGE } = GPUBufferUsage;
    const buffer = (length: number) =>
      gpu.device.createBuffer({ size: length * WORD, usage: STORAGE | COPY_DST | COPY_SRC });
    this.buffers = {
      work: buffer(words.work),
      state: buffer(words.state),
      result: buffer(words.result),
      logits: buffer(config.vocabSize),
      kv: buffer(words.slot * this.slots.size),
      rotation: buffer(capacity * config.headDim),
    };
    const { queue } = gpu.device;
    queue.writeBuffer(this.buffers.rotation, 0, rotationTable(capacity, config.headDim, config.ropeTheta));
    queue.writeBuffer(this.buffers.state, STATE.draws * WORD, Uint32Array.of(draws, NO_TOKEN));
    this.record();
  }

  /** Programs a text of this request needs: built side by side before the first. */
  static programs({ config, capacity, rule, model }: DecoderRequest): Program[] {
    const { backend } = model;
    const weights = tensorsOf(model);
    const shape = decodeShape(config, capacity, backend.software);
    const ofLayer = [projectOutput, openMlp, closeMlp];
    const routed = config.routing.type !== 'none';
    return [
      sample(shape, weights.embedding),
      storeEntries(shape),
      attend(shape, ONE_TOKEN),
      readOutLogits(shape, ONE_TOKEN, weights.head),
      ...weights.layers.flatMap((layer) => [
        ...ofLayer.map((program) => program(shape, ONE_TOKEN, layer)),
        projectQkv(shape, ONE_TOKEN, layer, true),
        ...(config.kvCache === 'recursive_sharing' ? [projectQkv(shape, ONE_TOKEN, layer, false)] : []),
      ]),
      ...(routed ? [route(shape, false)] : []),
      ...(routed && config.routing.auxRouter && rule === 'threshold' ? [route(shape, true)] : []),
    ];
  }

  encode(encoder: GPUCommandEncoder): void {
    encode(encoder, this.commands);
  }

  /** The next token is this one: it is read, not drawn. */
  give(id: number): void {
    this.gpu.device.queue.writeBuffer(this.buffers.state, STATE.given * WORD, Uint32Array.of(id));
  }

  /**
   * Entries of a layer pass over many tokens, into the cache. `first`: row of the first of them. Where the device chose the
   * tokens, rows may follow that hold nothing: they are free, and the counts say so.
   */
  store(pass: PlannedLayer, { room }: ActiveTokens, { keys, values }: KeysValues, first: number): void {
    const { at } = this.slots.get(slotOf(this.request.config)(pass))!;
    const groups = storeGroups(this.shape, room);
    const place = Uint32Array.of(at, first, room);
    this.gpu.dispatch(storeEntries(this.shape), [keys, values, this.buffers.kv], [groups], place);
  }

  /** Tokens whose entries were stored: all of them, then those that went through each recursion. */
  count(tokens: readonly number[]): void {
    this.gpu.device.queue.writeBuffer(this.buffers.state, STATE.counts * WORD, Uint32Array.from(tokens));
  }

  dispose(): void {
    for (const buffer of [...Object.values(this.buffers), this.routers.buffer, ...this.uniforms])
      buffer.destroy();
  }

  private record(): void {
    const { config, rule, model } = this.request;
    const { buffers, shape } = this;
    const { work, state, result, logits } = buffers;
    const weights = tensorsOf(model);
    const { temperature, topP, topK, seed } = this.request.sampling;
    const plan = forwardPlan(config);
    const routed = config.routing.type !== 'none';

    const sampling = new ArrayBuffer(16);
    new Float32Array(sampling).set([temperature, topP]);
    new Uint32Array(sampling).set([topK, seed], 2);
    const drawing = [this.uniform(sampling), state, work, result, logits, this.of(weights.embedding)];
    this.add(sample(shape, weights.embedding), drawing, [1]);
    for (const layer of plan.prologue) this.addPass(layer, null);
    for (const [r, block] of plan.recursions.entries()) {
      if (routed) this.addRoute(r + 1, rule === 'topk');
      for (const layer of block) this.addPass(layer, r + 1);
    }
    if (routed) this.addRoute(plan.recursions.length + 1, false);
    for (const layer of plan.epilogue) this.addPass(layer, null);
    const { norm, head } = weights;
    const outside = this.uniform(Uint32Array.of(0, 0, 0, 0).buffer);
    const read = [outside, state, work, this.gpu.bufferOf(norm), this.of(head), logits];
    this.add(readOutLogits(shape, ONE_TOKEN, head), read, this.groupsOf(head));
  }

  private addPass(planned: PlannedLayer, recursion: number | null): void {
    const { shape } = this;
    const { work, state, kv, rotation } = this.buffers;
    const { config, model } = this.request;
    const weights = tensorsOf(model).layers[planned.stored]!;
    const slot = this.slots.get(slotOf(config)(planned))!;
    const pass = this.uniform(Uint32Array.of(recursion ?? 0, slot.group, slot.at, 0).buffer);
    const writes = (recursion ?? 0) === slot.group;

    const { query, key, value, output, mlp } = weights;
    const [inputNorm, mlpNorm] = [weights.inputNorm, weights.mlpNorm].map((norm) => this.gpu.bufferOf(norm));
    const projected = [pass, state, work, rotation, inputNorm!, this.of(query)];
    if (writes) projected.push(this.of(key), this.of(value), kv);
    const quads = projectedQuads(weights, writes);
    this.add(projectQkv(shape, ONE_TOKEN, weights, writes), projected, this.groupsOfQuads(quads));
    this.add(attend(shape, ONE_TOKEN), [pass, state, work, kv], [config.numAttentionHeads, shape.splits]);
    const attended = [pass, state, work, this.of(output)];
    this.add(projectOutput(shape, ONE_TOKEN, weights), attended, this.groupsOf(output));
    const opened = [pass, state, work, mlpNorm!, this.of(mlp.gate), this.of(mlp.up)];
    this.add(openMlp(shape, ONE_TOKEN, weights), opened, this.groupsOf(mlp.gate));
    this.add(
      closeMlp(shape, ONE_TOKEN, weights),
      [pass, state, work, this.of(mlp.down)],
      this.groupsOf(mlp.down),
    );
  }

  private addRoute(recursion: number, all: boolean): void {
    const { config, rule } = this.request;
    const { type, auxRouter } = config.routing;
    const last = recursion > config.numRecursions;
    const auxiliary = auxRouter && rule === 'threshold' && recursion > 1 && !last;
    // Token-choice has one router; after the last recursion nobody is asked, and any will do.
    const router = type === 'token' ? 0 : Math.min(recursion, config.numRecursions) - 1;
    const place = Uint32Array.of(
      recursion,
      all && type !== 'token' ? 1 : 0,
      this.routers.routers[router] ?? 0,
      auxiliary ? this.routers.auxiliary[router]! : 0,
    );
    const { state, work, result } = this.buffers;
    const bindings = [this.uniform(place.buffer), state, work, result];
    if (type !== 'random') bindings.push(this.routers.buffer);
    this.add(route(this.shape, auxiliary), bindings, [1]);
  }

  /** The first pass that comes to a slot says who has an entry there. */
  private findSlots(): void {
    const { config } = this.request;
    const plan = forwardPlan(config);
    const add = (group: number) => (layer: PlannedLayer) => {
      const number = slotOf(config)(layer);
      if (!this.slots.has(number))
        this.slots.set(number, { at: this.slots.size * this.shape.words.slot, group });
    };
    plan.prologue.forEach(add(0));
    for (const [r, block] of plan.recursions.entries()) block.forEach(add(r + 1));
    plan.epilogue.forEach(add(0));
  }

  private of({ tensor }: Matrix): GPUBuffer {
    return this.gpu.bufferOf(tensor);
  }

  private groupsOf({ columns }: Matrix): Command['workgroups'] {
    return this.groupsOfQuads(quadCount(columns));
  }

  private groupsOfQuads(quads: number): Command['workgroups'] {
    return productGroups(quads, 1, this.shape.lanes, ONE_TOKEN);
  }

  private add(program: Program, buffers: readonly GPUBuffer[], workgroups: Command['workgroups']): void {
    const pipeline = this.gpu.pipeline(program);
    this.commands.push({ pipeline, bindGroup: this.gpu.bindGroup(pipeline, buffers), workgroups });
  }

  private uniform(bytes: ArrayBuffer): GPUBuffer {
    const { UNIFORM, COPY_DST } = GPUBufferUsage;
    const buffer = this.gpu.device.createBuffer({ size: bytes.byteLength, usage: UNIFORM | COPY_DST });
    this.gpu.device.queue.writeBuffer(buffer, 0, bytes);
    this.uniforms.push(buffer);
    return buffer;
  }
}
