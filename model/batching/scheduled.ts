import { type Command, encode } from '../gpu/commands';
import { currentGpu, type Gpu } from '../gpu/gpu';
import type { Program } from '../gpu/program';
import { Readback } from '../gpu/readback';
import type { Model } from '../model';
import { decodeShape } from '../ops/decode/shape';
import { scheduleWords } from '../ops/schedule/declarations';
import { drawRows } from '../ops/schedule/draw-rows';
import { schedule } from '../ops/schedule/schedule';
import {
  recordWords,
  runSections,
  type ScheduleBuffer,
  type ScheduleShape,
  type Stage,
  stageBuffers,
  TEXT_WORDS,
  UP_TO_SHIFT,
} from '../ops/schedule/shape';
import { RowCache } from '../rows/row-cache';
import { type Step, WebGpuRows } from '../rows/webgpu-rows';
import { forwardPlan, type PlannedLayer } from '../sharing';
import type { CrewRequest } from './crew';
import type { TextRequest } from './texts';

const WORD = 4;
/** Ticks of a submit, and submits that are under way at once: enough for the device never to wait for the host. */
const TICKS = 4;
const AHEAD = 2;

/** What the device did in a tick. */
export interface TickRecord {
  /** Before the pass: texts that went on, and the tokens that they went on with, in order. */
  readonly texts: Uint32Array;
  readonly ids: Uint32Array;
  /** By row that went round: the recursion up to which it is known to go. */
  readonly upTo: ReadonlyMap<number, number>;
  /** Milliseconds: an equal share of its submit's. */
  readonly ms: number;
}

/**
 * A batch that the device schedules itself: who goes on, who goes out, what is drawn and who comes in are decided there, and
 * the host reads what was done some ticks later. A tick is the same list of dispatches always. Owns its buffers.
 */
export class Scheduled {
  private readonly rows: WebGpuRows;
  private readonly shape: ScheduleShape;
  private readonly buffers: Readonly<Record<ScheduleBuffer, GPUBuffer>>;
  private readonly commands: readonly Command[];
  private readonly readback: Readback;
  /** What is on its way to the host, the oldest first; when the last of it arrived. */
  private readonly ahead: Promise<readonly TickRecord[]>[] = [];
  private arrived = 0;
  private readonly records: TickRecord[] = [];

  private constructor(
    private readonly gpu: Gpu,
    model: Model,
    { config, policy, slots, endOfText, limits, texts }: CrewRequest,
  ) {
    const cache = new RowCache(config, limits.texts);
    const plan = forwardPlan(config);
    const slotsOf = (run: readonly PlannedLayer[]) => run.map(({ layer }) => cache.slot(layer));
    const [before, after] = [slotsOf(plan.prologue), slotsOf(plan.epilogue)];
    const block = plan.recursions.map(slotsOf);
    const section = runSections({ before, block, after });
    this.rows = new WebGpuRows(gpu, model, config, limits, {
      slots: cache.slots,
      sections: section + 1,
      reading: { rows: limits.texts, section },
    });
    this.shape = {
      decode: this.rows.shape,
      policy,
      slots,
      rows: limits.rows,
      caches: limits.texts,
      recursions: plan.recursions.length,
      endOfText,
      before,
      block,
      after,
      routers: this.rows.routers.routers,
      auxiliary: this.rows.routers.auxiliary,
    };
    this.buffers = this.ownBuffers(texts);
    this.readback = new Readback(gpu.device, this.buffers.record.size, AHEAD);
    this.commands = this.record();
  }

  /** Throws E-OUT-OF-MEMORY. */
  static async open(model: Model, request: CrewRequest): Promise<Scheduled> {
    const gpu = currentGpu();
    const { config, limits } = request;
    const shape = decodeShape(config, limits.context, model.backend.software);
    await Promise.all([WebGpuRows.build(gpu, model, config, limits), gpu.build([drawRows(shape)])]);
    const scheduled = new Scheduled(gpu, model, request);
    gpu.submit(); // weights may still be on their way in tfjs' queue
    return scheduled;
  }

  get kvBytes(): number {
    return this.rows.kvBytes;
  }

  /** The records of one tick after another; the device goes on meanwhile. */
  async next(): Promise<TickRecord> {
    if (this.records.length === 0) {
      while (this.ahead.length < AHEAD) {
        const submitted = this.submit();
        submitted.catch(() => {}); // whoever asks for it is told
        this.ahead.push(submitted);
      }
      this.records.push(...(await this.ahead.shift()!));
    }
    return this.records.shift()!;
  }

  /** Resolves when the device does nothing of it any more, until the next is asked for. */
  async rest(): Promise<void> {
    await Promise.all(this.ahead);
  }

  dispose(): void {
    this.readback.dispose();
    const { places, ways, answers, ...own } = this.buffers;
    for (const buffer of Object.values(own)) buffer.destroy();
    this.rows.dispose();
  }

  private async submit(): Promise<readonly TickRecord[]> {
    const { device } = this.gpu;
    const from = performance.now();
    const encoder = device.createCommandEncoder();
    encode(encoder, Array.from({ length: TICKS }, () => this.commands).flat());
    const arriving = this.readback.copy(encoder, this.buffers.record);
    device.queue.submit([encoder.finish()]);
    const words = new Uint32Array(await arriving());
    const now = performance.now();
    const ms = (now - Math.max(from, this.arrived)) / TICKS;
    this.arrived = now;
    return Array.from({ length: TICKS }, (_, tick) => this.told(words, tick, ms));
  }

  private told(words: Uint32Array, tick: number, ms: number): TickRecord {
    const { caches } = this.shape;
    const each = recordWords(this.shape);
    const own = words.subarray(tick * each, (tick + 1) * each);
    const drawn = own.subarray(2, 2 + 2 * own[0]!);
    const round = own.subarray(2 + 2 * caches, 2 + 2 * caches + own[1]!);
    const mask = 2 ** UP_TO_SHIFT - 1;
    return {
      texts: drawn.filter((_, i) => i % 2 === 0),
      ids: drawn.filter((_, i) => i % 2 === 1),
      upTo: new Map(Array.from(round, (word) => [word & mask, word >>> UP_TO_SHIFT])),
      ms,
    };
  }

  /** A tick: the tail for those who went out before it, who comes in, the pass, and who leaves it. */
  private record(): readonly Command[] {
    const { rows, shape } = this;
    const { slots, policy, caches, recursions } = shape;
    const plan = forwardPlan(shape.decode.config);
    const steps = (run: readonly PlannedLayer[], writes: boolean) =>
      run.flatMap(({ stored }, i) => {
        const { writing, reading } = rows.layer(stored, i);
        return writes ? writing : reading;
      });
    const over = (count: number, all: readonly Step[]) =>
      all.map(({ pipeline, bindGroup, groups }) => ({ pipeline, bindGroup, workgroups: groups(count) }));
    const most = policy === 'depth' ? shape.rows : slots;
    const once = (r: number) => {
      const writes = r === 0 || shape.decode.config.kvCache !== 'recursive_sharing';
      return [this.stage('round'), ...over(slots, [...steps(plan.recursions[r]!, writes), rows.settle])];
    };
    const drawing = [rows.sections.at(-1)!, rows.buffers.places, this.buffers.texts, rows.buffers.logits];
    return [
      ...over(most, steps(plan.epilogue, true)),
      ...over(caches, [rows.readOut]),
      this.command(drawRows(shape.decode), [...drawing, this.buffers.drawn], caches),
      this.stage('enter'),
      ...over(most, [rows.enter, ...steps(plan.prologue, true), ...(recursions > 0 ? [rows.settle] : [])]),
      ...Array.from({ length: policy === 'depth' ? 1 : recursions }, (_, r) => once(r)).flat(),
      this.stage('leave'),
    ];
  }

  private stage(stage: Stage): Command {
    const buffers = stageBuffers(this.shape, stage).map((name) => this.buffers[name]);
    return this.command(schedule(this.shape, stage), buffers, 1);
  }

  private command(program: Program, buffers: readonly GPUBuffer[], groups: number): Command {
    const pipeline = this.gpu.pipeline(program);
    return { pipeline, bindGroup: this.gpu.bindGroup(pipeline, buffers), workgroups: [groups] };
  }

  private ownBuffers(texts: readonly TextRequest[]): Record<ScheduleBuffer, GPUBuffer> {
    const { device } = this.gpu;
    const { shape, rows } = this;
    const { capacity } = shape.decode;
    const { STORAGE, COPY_DST, COPY_SRC } = GPUBufferUsage;
    const buffer = (words: number) =>
      device.createBuffer({ size: words * WORD, usage: STORAGE | COPY_DST | COPY_SRC });
    const own = {
      schedule: buffer(scheduleWords(shape)),
      texts: buffer(texts.length * TEXT_WORDS),
      ids: buffer(texts.length * capacity),
      drawn: buffer(shape.caches),
      record: buffer(TICKS * recordWords(shape)),
    };
    const words = new Uint32Array(texts.length * TEXT_WORDS);
    const numbers = new Float32Array(words.buffer);
    const ids = new Uint32Array(texts.length * capacity);
    texts.forEach((text, i) => {
      const { length } = text.ids;
      words.set([length, length, text.tokens, 0, 0], i * TEXT_WORDS);
      numbers.set([text.temperature, text.topP], i * TEXT_WORDS + 5);
      words.set([text.topK, text.seed], i * TEXT_WORDS + 7);
      ids.set(text.ids, i * capacity);
    });
    device.queue.writeBuffer(own.texts, 0, words);
    device.queue.writeBuffer(own.ids, 0, ids);
    const { places, ways, answers } = rows.buffers;
    return { ...own, places, ways, answers };
  }
}
