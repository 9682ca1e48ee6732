import type { Flight } from './flight';
import type { Tick } from './tick';

/** Places of one pass over the block. A text's token takes the place of its cache's number where that is free, so that it is found again. */
export class Slots {
  /** Row in each slot, or -1. */
  private readonly held: Int32Array;
  /** Slots in the order in which they were filled: a text's tokens stand in the order of their positions. */
  private filled: number[] = [];
  private readonly refilled: Uint8Array;

  constructor(
    count: number,
    private readonly flight: Flight,
  ) {
    this.held = new Int32Array(count).fill(-1);
    this.refilled = new Uint8Array(count);
  }

  get idle(): number {
    return this.held.length - this.filled.length;
  }

  get rows(): Int32Array {
    return Int32Array.from(this.filled, (slot) => this.held[slot]!);
  }

  /** At most as many as are idle. */
  fill(rows: readonly number[]): void {
    this.refilled.fill(0);
    for (const row of rows) {
      const own = this.flight.cache[row]!;
      const slot = this.held[own] === -1 ? own : this.held.indexOf(-1);
      this.held[slot] = row;
      this.refilled[slot] = 1;
      this.filled.push(slot);
    }
  }

  /** Takes the row out; returns the slot it was in. */
  free(row: number): number {
    const slot = this.held.indexOf(row);
    this.held[slot] = -1;
    this.filled = this.filled.filter((each) => each !== slot);
    return slot;
  }

  /** Who is where, and at which recursion. */
  record(recursionOf: (row: number) => number): Pick<Tick, 'text' | 'position' | 'recursion' | 'refilled'> {
    const { text, position } = this.flight;
    return {
      text: Int16Array.from(this.held, (row) => (row < 0 ? -1 : text[row]!)),
      position: this.held.map((row) => (row < 0 ? 0 : position[row]!)),
      recursion: Uint8Array.from(this.held, (row) => (row < 0 ? 0 : recursionOf(row))),
      refilled: this.refilled.slice(),
    };
  }
}
