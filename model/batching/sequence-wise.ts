import { type BatchParts, Passage } from './passage';
import { Slots } from './slots';
import type { Tick } from './tick';

/**
 * Continuous sequence batching, the baseline: in one tick every slot takes a whole token through all the layers, and a text
 * that ends makes room for the next at once. Where tokens are routed, a slot whose token left early stands idle until the
 * deepest is done.
 */
export class SequenceWise {
  readonly passage: Passage;
  private readonly slots: Slots;

  constructor(private readonly parts: BatchParts) {
    this.passage = new Passage(parts);
    this.slots = new Slots(parts.slots, this.passage.flight);
  }

  async tick(): Promise<Omit<Tick, 'ms'>> {
    const { texts } = this.parts;
    texts.admit();
    this.slots.fill([...(await this.passage.enter(texts.take(this.slots.idle)))]);
    const { rows } = this.slots;
    await this.goRound(rows);
    const { position, done } = this.passage.flight;
    const held = this.slots.record((row) => Math.max(1, done[row]!));
    await this.passage.leave(rows.slice().sort((a, b) => position[a]! - position[b]!));
    for (const row of rows) this.slots.free(row);
    return {
      ...held,
      leaves: held.recursion.map((recursion) => Math.min(recursion, 1)),
      ...this.passage.take(),
      queued: 0,
      waiting: 0,
    };
  }

  /** All recursions, one after another, each of those that are still going. */
  private async goRound(rows: Int32Array): Promise<void> {
    let going = this.parts.recursions === 0 ? new Int32Array(0) : rows;
    while (going.length > 0) {
      const goesOn = await this.passage.goRound(going);
      going = going.filter((_, i) => goesOn[i] === 1);
    }
  }
}
