import { type ModelConfig, servedConfig } from '../config';
import { panelsOf } from '../held-weights';
import type { Model } from '../model';
import { RowCache } from '../rows/row-cache';
import type { Asked, EnteringRows, RowEngine, RowEngineOptions } from '../rows/row-engine';
import { openRowRouting, type RowRouting } from '../rows/row-routing';
import { type ForwardPlan, forwardPlan, type PlannedLayer } from '../sharing';
import { type Arena, openArena, READING } from './arena';
import { type Address, floatsAt, integersAt } from './kernels';
import type { PackedModel, PackedRouter } from './packed-model';
import { ShownAttention } from './shown-attention';

/** Throws E-CONFIG where the model cannot run under the cache that is asked for, E-OUT-OF-MEMORY. */
export function openWasmRowEngine(model: Model, options: RowEngineOptions): WasmRowEngine {
  return new WasmRowEngine(panelsOf(model), servedConfig(model.config, options.kvCache), options);
}

/** Rows of a call that stand together because they are at the same recursion; without one in the layers outside. */
interface Group {
  readonly from: number;
  readonly to: number;
  readonly recursion: number;
}

const NONE = new Float32Array(0);

/** The model over rows by our own WASM kernels: one call of them a layer, however many rows there are. */
export class WasmRowEngine implements RowEngine {
  readonly kvBytesAllocated: number;
  private readonly plan: ForwardPlan;
  private readonly cache: RowCache;
  private readonly routing: RowRouting;
  private readonly arena: Arena;
  /** Of each row. */
  private readonly texts: Int32Array;
  private readonly positions: Int32Array;
  private readonly gates: Float32Array;
  private readonly keeps: Float32Array;
  private shown: ShownAttention | null = null;

  constructor(
    private readonly packed: PackedModel,
    private readonly config: ModelConfig,
    readonly limits: RowEngineOptions,
  ) {
    const { rows, texts } = limits;
    this.plan = forwardPlan(config);
    this.cache = new RowCache(config, texts);
    this.routing = openRowRouting(config);
    this.arena = openArena(packed, config, limits, this.cache.slots);
    this.kvBytesAllocated = this.cache.slots * texts * this.arena.blockBytes;
    this.texts = new Int32Array(rows);
    this.positions = new Int32Array(rows);
    this.gates = new Float32Array(rows);
    this.keeps = new Float32Array(rows);
  }

  reset(text: number): void {
    this.cache.reset(text);
  }

  enter({ rows, texts, positions, ids }: EnteringRows): Asked {
    const { arena, packed, plan, routing } = this;
    const { kernels } = packed;
    const count = rows.length;
    rows.forEach((row, i) => {
      this.texts[row] = texts[i]!;
      this.positions[row] = positions[i]!;
    });
    integersAt(kernels, arena.ids, count).set(ids);
    kernels.embed(packed.embedding, arena.ids, count, arena.x);
    for (const layer of plan.prologue) this.layer(rows, [{ from: 0, to: count, layer }]);
    integersAt(kernels, arena.rows, count).set(rows);
    kernels.scatter(arena.x, arena.rows, count, arena.states);
    if (routing.base === 'first') kernels.scatter(arena.x, arena.rows, count, arena.first);
    return this.ask(rows, [{ from: 0, to: count, recursion: 1 }], Int32Array.from(rows.keys()));
  }

  recur(rows: Int32Array, recursions: Int32Array): Asked {
    const order = Int32Array.from(rows.keys()).sort((a, b) => recursions[a]! - recursions[b]! || a - b);
    const sorted = order.map((place) => rows[place]!);
    const groups = groupsOf(order.map((place) => recursions[place]!));
    if (this.config.sharing.endsWith('cycle')) this.round(sorted, groups);
    else {
      // Under the sequence strategies every recursion has layers of its own.
      for (const { from, to, recursion } of groups) {
        this.round(sorted.subarray(from, to), [{ from: 0, to: to - from, recursion }]);
      }
    }
    this.gather(sorted);
    const next = groups.map((group) => ({ ...group, recursion: group.recursion + 1 }));
    return this.ask(sorted, next, order);
  }

  leave(rows: Int32Array, read: Int32Array): Float32Array {
    const { arena, packed, plan } = this;
    const { kernels } = packed;
    this.gather(rows);
    for (const layer of plan.epilogue) this.layer(rows, [{ from: 0, to: rows.length, layer }]);
    integersAt(kernels, arena.rows, read.length).set(read);
    kernels.gather(arena.x, arena.rows, read.length, arena.x);
    return this.readOut(read.length);
  }

  /** (count, vocabSize) logits of the first states in x. */
  private readOut(rows: number): Float32Array {
    const { arena, packed } = this;
    const { kernels, widths } = packed;
    const { vocabSize } = this.config;
    const logits = new Float32Array(rows * vocabSize);
    for (let from = 0; from < rows; from += READING) {
      const count = Math.min(READING, rows - from);
      const x = arena.x + 4 * from * widths.hidden;
      kernels.readOut(x, count, packed.norm, packed.head, arena.normed, arena.logits);
      const found = floatsAt(kernels, arena.logits, count * widths.vocab);
      for (let i = 0; i < count; i++) {
        const row = found.subarray(i * widths.vocab, i * widths.vocab + vocabSize);
        logits.set(row, (from + i) * vocabSize);
      }
    }
    return logits;
  }

  dispose(): void {
    this.shown?.free();
    this.arena.free();
  }

  /** (count, padded hiddenSize), copied: the states that rows have now. */
  statesOf(rows: Int32Array): Float32Array {
    const { arena, packed } = this;
    this.gather(rows);
    return floatsAt(packed.kernels, arena.x, rows.length * packed.widths.hidden).slice();
  }

  /** (count, vocabSize) logits of states as `statesOf` gave them. */
  predictedFrom(states: Float32Array): Float32Array {
    const { arena, packed } = this;
    floatsAt(packed.kernels, arena.x, states.length).set(states);
    return this.readOut(states.length / packed.widths.hidden);
  }

  /** From now on the probabilities of an unrolled layer's attention are kept, where rows take it: those of its last call. */
  show(layer: number): ShownAttention {
    this.shown = new ShownAttention(this.packed.kernels, this.arena, this.config, this.limits.rows, layer);
    return this.shown;
  }

  /** (count) factors on what the block makes of rows that enter the recursion they were last asked about. */
  gatesOf(rows: Int32Array): Float32Array {
    return Float32Array.from(rows, (row) => this.gates[row]!);
  }

  /** The score from which a row goes on to a recursion by the causal rule; null where none decides. */
  thresholdAt(recursion: number): number | null {
    return this.routing.threshold(recursion);
  }

  /** Rows, sorted by recursion, once round a block that is the same for all. */
  private round(rows: Int32Array, groups: readonly Group[]): void {
    const { arena, plan } = this;
    const { kernels } = this.packed;
    const count = rows.length;
    this.gather(rows);
    for (let i = 0; i < plan.recursions[0]!.length; i++) {
      const parts = groups.map(({ from, to, recursion }) => ({
        from,
        to,
        layer: plan.recursions[recursion - 1]![i]!,
      }));
      this.layer(rows, parts);
    }
    floatsAt(kernels, arena.keeps, count).set(Float32Array.from(rows, (row) => this.keeps[row]!));
    floatsAt(kernels, arena.gates, count).set(this.gatesOf(rows));
    const base = this.routing.base === 'first' ? arena.first : arena.states;
    kernels.merge(base, arena.x, arena.rows, arena.keeps, arena.gates, count, arena.states);
  }

  /** The call's rows through a layer. Those whose pass writes come first: under sharing, those of recursion 1. */
  private layer(rows: Int32Array, parts: readonly { from: number; to: number; layer: PlannedLayer }[]): void {
    const { arena, cache, packed, positions, texts } = this;
    const { kernels } = packed;
    const blocks = integersAt(kernels, arena.entries, rows.length);
    const at = integersAt(kernels, arena.positions, rows.length);
    const places = integersAt(kernels, arena.places, rows.length);
    let writing = 0;
    for (const {
      from,
      to,
      layer: { layer },
    } of parts) {
      for (let i = from; i < to; i++) {
        const text = texts[rows[i]!]!;
        const position = positions[rows[i]!]!;
        blocks[i] = arena.cache + cache.block(layer, text) * arena.blockBytes;
        at[i] = position;
        places[i] = cache.take(layer, text, position);
      }
      if (cache.writes(layer)) writing = to;
    }
    this.shown?.entering(parts[0]!.layer, rows);
    kernels.layer(packed.layers[parts[0]!.layer.stored]!, arena.call, rows.length, writing);
  }

  /** Names rows to the kernels and puts their states into x. */
  private gather(rows: Int32Array): void {
    const { arena, packed } = this;
    integersAt(packed.kernels, arena.rows, rows.length).set(rows);
    packed.kernels.gather(arena.states, arena.rows, rows.length, arena.x);
  }

  /**
   * The routers of the recursions that rows would enter next, of their states in x; what is said of the i-th is at
   * `order[i]` of the answer.
   */
  private ask(rows: Int32Array, groups: readonly Group[], order: Int32Array): Asked {
    const goesOn = new Uint8Array(rows.length);
    const scores = new Float32Array(rows.length).fill(Number.NaN);
    const logits = new Float32Array(rows.length).fill(Number.NaN);
    for (const group of groups) {
      if (group.recursion > this.config.numRecursions) continue;
      const asked = this.routed(group, this.routerOf(group.recursion), this.arena.routed);
      const asides = this.routed(group, this.auxRouterOf(group.recursion), this.arena.auxRouted);
      for (let i = group.from; i < group.to; i++) {
        const row = rows[i]!;
        const verdict = this.routing.decide({
          row,
          position: this.positions[row]!,
          recursion: group.recursion,
          logits: asked(i),
          auxLogits: asides(i),
        });
        this.gates[row] = verdict.gate;
        this.keeps[row] = verdict.keep;
        goesOn[order[i]!] = verdict.goesOn ? 1 : 0;
        scores[order[i]!] = verdict.score;
        logits[order[i]!] = verdict.logit;
      }
    }
    return { goesOn, scores, logits };
  }

  private routerOf(recursion: number): PackedRouter | undefined {
    const { asks } = this.routing;
    if (asks === 'none' || (asks === 'first' && recursion > 1)) return undefined;
    return this.packed.routers[recursion - 1];
  }

  private auxRouterOf(recursion: number): PackedRouter | undefined {
    return this.packed.auxRouters[recursion - 1];
  }

  /** A router's outputs by place in the call. */
  private routed(
    { from, to }: Group,
    router: PackedRouter | undefined,
    into: Address,
  ): (place: number) => Float32Array {
    if (!router) return () => NONE;
    const { arena, packed } = this;
    const { first, second, hidden, outputs } = router;
    const x = arena.x + 4 * from * packed.widths.hidden;
    packed.kernels.route(x, to - from, first, second, arena.routerHidden, hidden, into, outputs);
    const found = floatsAt(packed.kernels, into, (to - from) * outputs);
    return (place) => found.subarray((place - from) * outputs, (place - from + 1) * outputs);
  }
}

/** Runs of equal recursions, which ascend. */
function groupsOf(recursions: Int32Array): Group[] {
  const groups: Group[] = [];
  let from = 0;
  recursions.forEach((recursion, i) => {
    if (recursions[i + 1] === recursion) return;
    groups.push({ from, to: i + 1, recursion });
    from = i + 1;
  });
  return groups;
}
