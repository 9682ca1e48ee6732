import { type BatchParts, Passage } from './passage';
import { Slots } from './slots';
import type { Tick } from './tick';

/**
 * Continuous depth-wise batching (spec 7): every slot holds one token at whatever recursion it is, for the block is the same
 * for all. Who leaves makes room at once for who waits; the layers outside the block run for many together, when so many have
 * left as there are slots, or when a slot would stay empty.
 */
export class DepthWise {
  readonly passage: Passage;
  private readonly slots: Slots;
  /** Rows that came in and wait for a slot, first in, first out; rows that have left the block and wait for the tail. */
  private readonly queue: number[] = [];
  private exits: number[] = [];

  constructor(private readonly parts: BatchParts) {
    this.passage = new Passage(parts);
    this.slots = new Slots(parts.slots, this.passage.flight);
  }

  async tick(): Promise<Omit<Tick, 'ms'>> {
    const { texts } = this.parts;
    if (this.tailIsDue()) await this.passage.leave(this.goOut());
    texts.admit();
    if (this.queue.length < this.slots.idle) {
      this.queue.push(...(await this.passage.enter(texts.take(this.passage.flight.room))));
    }
    this.slots.fill(this.queue.splice(0, this.slots.idle));
    const { done } = this.passage.flight;
    const held = this.slots.record((row) => done[row]! + 1);
    const leaves = await this.goRound();
    return {
      ...held,
      leaves,
      ...this.passage.take(),
      queued: this.queue.length,
      waiting: this.exits.length,
    };
  }

  private tailIsDue(): boolean {
    const ready = this.queue.length + Math.min(this.parts.texts.ready, this.passage.flight.room);
    return this.exits.length >= this.parts.slots || ready < this.slots.idle;
  }

  /** Rows that may go out now, by ascending position: those with no earlier token of their text still going round. */
  private goOut(): Int32Array {
    const { text, position } = this.passage.flight;
    const going = [...this.queue, ...this.slots.rows];
    const first = new Map<number, number>();
    for (const row of going) {
      first.set(text[row]!, Math.min(position[row]!, first.get(text[row]!) ?? Number.POSITIVE_INFINITY));
    }
    const free = (row: number) => position[row]! < (first.get(text[row]!) ?? Number.POSITIVE_INFINITY);
    const out = this.exits.filter(free).sort((a, b) => position[a]! - position[b]!);
    this.exits = this.exits.filter((row) => !free(row));
    return Int32Array.from(out);
  }

  /** One pass over all slots; returns (slots) 1 where the token leaves after it. */
  private async goRound(): Promise<Uint8Array> {
    const leaves = new Uint8Array(this.parts.slots);
    const rows = this.slots.rows;
    const goesOn = await this.passage.goRound(rows);
    rows.forEach((row, i) => {
      if (goesOn[i] === 1) return;
      leaves[this.slots.free(row)] = 1;
      this.exits.push(row);
    });
    return leaves;
  }
}
