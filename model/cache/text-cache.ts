import * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens, KeyTokens } from '../active-tokens';
import type { ModelConfig } from '../config';
import type { PlannedLayer } from '../sharing';
import type { Entries, KeysValues, KvCache, SlotOf } from './kv-cache';

/** One slot's buffers: entries in the order in which they came, zeros in the rows that are free. */
interface Slot extends KeysValues {
  readonly tokens: Roll;
}

/**
 * Entries of a text that is read bit by bit: what one forward pass leaves, the next goes on from. The plain tfjs form, for the
 * CPU and for tests; WASM and WebGPU write rows in place (`model/wasm/row-engine.ts`, `model/decode/recording.ts`).
 *
 * Each token copies every slot it enters as a whole, because a tfjs tensor cannot be written into. Keeping slices and joining
 * them for each attention would copy as many bytes, and leave buffers of every length behind: tfjs keeps a freed buffer for
 * the next of exactly its size, so growing ones would pile up. Hence all are allocated at once and never change their size.
 */
export class TextCache implements KvCache {
  readonly needsPositions = true;
  private readonly slots = new Map<number, Slot>();
  private readonly slotsInOrder: readonly number[];

  /** capacity: tokens each slot has room for. */
  constructor(
    private readonly slotOf: SlotOf,
    layers: readonly PlannedLayer[],
    { numKeyValueHeads, headDim }: ModelConfig,
    private readonly capacity: number,
  ) {
    const nobody = new Roll(new Int32Array(0), capacity);
    this.slotsInOrder = layers.map(slotOf);
    for (const slot of new Set(this.slotsInOrder)) {
      this.slots.set(slot, {
        keys: tf.keep(tf.zeros([numKeyValueHeads, headDim, capacity])),
        values: tf.keep(tf.zeros([numKeyValueHeads, capacity, headDim])),
        tokens: nobody,
      });
    }
  }

  /** Entries there are: one token in one slot each. */
  get live(): number {
    return [...this.slots.values()].reduce((sum, { tokens }) => sum + tokens.positions.length, 0);
  }

  /** For each layer pass the positions whose entries it finds, ascending; passes that share a slot find the same. */
  get held(): readonly Int32Array[] {
    return this.slotsInOrder.map((slot) => this.slots.get(slot)!.tokens.positions);
  }

  /** Entries there is room for. */
  get allocated(): number {
    return this.slots.size * this.capacity;
  }

  entries(pass: PlannedLayer, tokens: ActiveTokens, compute: () => KeysValues): Entries {
    const slot = this.slotOf(pass);
    const found = this.slots.get(slot)!;
    if (found.tokens.has(tokens)) return found;
    const next = added(found, tokens, compute());
    tf.dispose([found.keys, found.values]);
    this.slots.set(slot, next);
    return next;
  }

  dispose(): void {
    for (const { keys, values } of this.slots.values()) tf.dispose([keys, values]);
    this.slots.clear();
  }
}

/** Buffers of the same size with the new entries in the next free rows, which were zero. */
function added(slot: Slot, tokens: ActiveTokens, { keys, values }: KeysValues): Slot {
  const before = slot.tokens.positions.length;
  const rows: [number, number] = [before, slot.tokens.rows - before - tokens.room];
  const none: [number, number] = [0, 0];
  return {
    keys: tf.keep(tf.add(slot.keys, tf.pad(keys, [none, none, rows]))),
    values: tf.keep(tf.add(slot.values, tf.pad(values, [none, rows, none]))),
    tokens: slot.tokens.joinedBy(tokens),
  };
}

/** The tokens of a slot. Slots that took in the same tokens have the same roll, and so one mask. */
class Roll implements KeyTokens {
  private readonly longer = new WeakMap<ActiveTokens, Roll>();

  constructor(
    readonly positions: Int32Array,
    readonly rows: number,
  ) {}

  has(tokens: ActiveTokens): boolean {
    return this.positions.length > 0 && this.positions.at(-1)! >= tokens.positions[0]!;
  }

  joinedBy(tokens: ActiveTokens): Roll {
    let joined = this.longer.get(tokens);
    if (!joined) {
      const positions = new Int32Array(this.positions.length + tokens.room);
      positions.set(this.positions);
      positions.set(tokens.positions, this.positions.length);
      joined = new Roll(positions, this.rows);
      this.longer.set(tokens, joined);
    }
    return joined;
  }
}
