import { type ModelConfig, servedConfig } from '../config';
import { currentGpu } from '../gpu/gpu';
import type { Model } from '../model';
import { NO_ROUTER } from '../ops/decode/settle';
import { type ForwardPlan, forwardPlan } from '../sharing';
import { RowCache } from './row-cache';
import type { Asked, EnteringRows, RowEngine, RowEngineOptions, RowLimits } from './row-engine';
import { openRowRouting, type RowRouting } from './row-routing';
import { type LayerSteps, type Place, WebGpuRows } from './webgpu-rows';

/** Rows whose logits come back at once. */
const READING = 16;

/**
 * The model over rows on WebGPU, by the kernels that write a single text, eight rows to a reading of the weights. A call is
 * one submit; what its routers said comes back after it, and the host decides who goes on.
 */
export class WebGpuRowEngine implements RowEngine {
  readonly kvBytesAllocated: number;
  private readonly cache: RowCache;
  private readonly routing: RowRouting;
  /** By unrolled layer. */
  private readonly layers: readonly LayerSteps[];
  /** Of each row: its text and position, and how its state leaves the recursion it was last asked about. */
  private readonly texts: Int32Array;
  private readonly positions: Int32Array;
  private readonly gates: Float32Array;
  private readonly keeps: Float32Array;

  private constructor(
    private readonly config: ModelConfig,
    private readonly plan: ForwardPlan,
    readonly limits: RowLimits,
    cache: RowCache,
    private readonly device: WebGpuRows,
  ) {
    this.cache = cache;
    this.routing = openRowRouting(config);
    this.kvBytesAllocated = device.kvBytes;
    this.layers = [plan.prologue, ...plan.recursions, plan.epilogue].flatMap((run) =>
      run.map(({ stored }, i) => device.layer(stored, i)),
    );
    this.texts = new Int32Array(limits.rows);
    this.positions = new Int32Array(limits.rows);
    this.gates = new Float32Array(limits.rows);
    this.keeps = new Float32Array(limits.rows);
  }

  /** Throws E-CONFIG where the model cannot run under the cache that is asked for, E-OUT-OF-MEMORY. */
  static async open(model: Model, options: RowEngineOptions): Promise<WebGpuRowEngine> {
    const config = servedConfig(model.config, options.kvCache);
    const gpu = currentGpu();
    await WebGpuRows.build(gpu, model, config, options);
    const plan = forwardPlan(config);
    const sections = Math.max(
      1,
      ...[plan.prologue, ...plan.recursions, plan.epilogue].map(({ length }) => length),
    );
    const cache = new RowCache(config, options.texts);
    const room = { slots: cache.slots, sections, reading: { rows: READING, section: 0 } };
    const device = new WebGpuRows(gpu, model, config, options, room);
    const engine = new WebGpuRowEngine(config, plan, options, cache, device);
    gpu.submit(); // weights may still be on their way in tfjs' queue
    return engine;
  }

  reset(text: number): void {
    this.cache.reset(text);
  }

  enter({ rows, texts, positions, ids }: EnteringRows): Promise<Asked> {
    rows.forEach((row, i) => {
      this.texts[row] = texts[i]!;
      this.positions[row] = positions[i]!;
    });
    const layers = this.plan.prologue.map(({ layer }) => rows.map(() => layer));
    return this.through(
      rows,
      layers,
      rows.map(() => 1),
      ids,
    );
  }

  async recur(rows: Int32Array, recursions: Int32Array): Promise<Asked> {
    const { plan, config } = this;
    const round = (those: Int32Array, at: Int32Array) => {
      const layers = plan.recursions[0]!.map((_, i) =>
        at.map((recursion) => plan.recursions[recursion - 1]![i]!.layer),
      );
      return this.through(
        those,
        layers,
        at.map((recursion) => recursion + 1),
        null,
      );
    };
    if (config.sharing.endsWith('cycle')) return round(rows, recursions);
    // Under the sequence strategies every recursion has layers of its own.
    const all = nothingSaid(rows.length);
    for (const recursion of new Set(recursions)) {
      const places = Int32Array.from(recursions.keys()).filter((i) => recursions[i] === recursion);
      const said = await round(
        places.map((i) => rows[i]!),
        places.map(() => recursion),
      );
      places.forEach((place, i) => {
        all.goesOn[place] = said.goesOn[i]!;
        all.scores[place] = said.scores[i]!;
        all.logits[place] = said.logits[i]!;
      });
    }
    return all;
  }

  async leave(rows: Int32Array, read: Int32Array): Promise<Float32Array> {
    const { device, plan } = this;
    const { vocabSize } = this.config;
    const layers = plan.epilogue.map(({ layer }) => rows.map(() => layer));
    if (layers.length > 0) await device.run(this.taking(rows, layers), rows.length, null);
    const logits = new Float32Array(read.length * vocabSize);
    for (let from = 0; from < read.length; from += READING) {
      const those = [...read.subarray(from, from + READING)].map((place) => rows[place]!);
      device.place([those.map((row) => ({ row, position: 0, block: 0, entry: 0, writes: false }))]);
      const found = await device.run([device.readOut], those.length, 'logits');
      logits.set(found.subarray(0, those.length * vocabSize), from * vocabSize);
    }
    return logits;
  }

  dispose(): void {
    this.device.dispose();
  }

  /**
   * Rows through a run of layers, and what the routers of the recursions that they would enter next say of them.
   * @param layers by layer of the run, each row's unrolled layer
   * @param next (count) 1-based
   * @param ids of tokens that enter; null where a recursion was done
   */
  private async through(
    rows: Int32Array,
    layers: readonly Int32Array[],
    next: Int32Array,
    ids: Int32Array | null,
  ): Promise<Asked> {
    const { device, routing } = this;
    const steps = this.taking(rows, layers);
    device.send(
      Array.from(rows, (row, i) => ({
        id: ids && ids[i]!,
        keep: this.keeps[row]!,
        gate: this.gates[row]!,
        router: this.routerOf(next[i]!),
        auxiliary: this.auxiliaryOf(next[i]!),
      })),
    );
    const all = [...(ids ? [device.enter] : []), ...steps, device.settle];
    const answers = await device.run(all, rows.length, 'answers');
    const said = nothingSaid(rows.length);
    rows.forEach((row, i) => {
      if (next[i]! > this.config.numRecursions) return;
      const own = answers.subarray(i * device.answersEach, (i + 1) * device.answersEach);
      const verdict = routing.decide({
        row,
        position: this.positions[row]!,
        recursion: next[i]!,
        logits: own.subarray(0, -1),
        auxLogits: this.auxiliaryOf(next[i]!) === NO_ROUTER ? NONE : own.subarray(-1),
      });
      this.gates[row] = verdict.gate;
      this.keeps[row] = verdict.keep;
      said.goesOn[i] = verdict.goesOn ? 1 : 0;
      said.scores[i] = verdict.score;
      said.logits[i] = verdict.logit;
    });
    return said;
  }

  /** The steps of a run of layers, with the rows' places sent. */
  private taking(rows: Int32Array, layers: readonly Int32Array[]) {
    const { cache, positions, texts } = this;
    const places = layers.map((own) =>
      Array.from(rows, (row, i): Place => {
        const [layer, text, position] = [own[i]!, texts[row]!, positions[row]!];
        const [block, writes] = [cache.block(layer, text), cache.writes(layer)];
        return { row, position, block, entry: cache.take(layer, text, position), writes };
      }),
    );
    this.device.place(places);
    return layers.flatMap((own, i) => {
      const { writing, reading } = this.layers[own[0]!]!;
      return places[i]!.some(({ writes }) => writes) ? writing : reading;
    });
  }

  private routerOf(recursion: number): number {
    const { asks } = this.routing;
    if (asks === 'none' || (asks === 'first' && recursion > 1)) return NO_ROUTER;
    return this.device.routers.routers[recursion - 1] ?? NO_ROUTER;
  }

  private auxiliaryOf(recursion: number): number {
    return (recursion > 1 ? this.device.routers.auxiliary[recursion - 1] : undefined) ?? NO_ROUTER;
  }
}

const NONE = new Float32Array(0);

function nothingSaid(rows: number) {
  return {
    goesOn: new Uint8Array(rows),
    scores: new Float32Array(rows).fill(Number.NaN),
    logits: new Float32Array(rows).fill(Number.NaN),
  };
}
