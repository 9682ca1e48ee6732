import * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens } from '../active-tokens';
import type { PlannedLayer } from '../sharing';
import type { Entries, KeysValues, KvCache, SlotOf } from './kv-cache';

/** Entries of one forward pass over a whole text: held only where another layer will read them. */
export class PassCache implements KvCache {
  readonly needsPositions = false;
  private readonly held = new Map<number, Entries>();
  private readonly shared: ReadonlySet<number>;

  constructor(
    private readonly slotOf: SlotOf,
    layers: readonly PlannedLayer[],
  ) {
    const slots = layers.map(slotOf);
    this.shared = new Set(slots.filter((slot, i) => slots.indexOf(slot) !== i));
  }

  entries(pass: PlannedLayer, tokens: ActiveTokens, compute: () => KeysValues): Entries {
    const slot = this.slotOf(pass);
    const found = this.held.get(slot);
    if (found) return found;
    const made = { ...compute(), tokens };
    if (this.shared.has(slot)) {
      tf.keep(made.keys);
      tf.keep(made.values);
      this.held.set(slot, made);
    }
    return made;
  }

  dispose(): void {
    for (const { keys, values } of this.held.values()) tf.dispose([keys, values]);
    this.held.clear();
  }
}
