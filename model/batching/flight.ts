import type { Coming } from './texts';

/** The tokens between `enter` and `leave`, by row. */
export class Flight {
  readonly text: Int32Array;
  readonly cache: Int32Array;
  readonly position: Int32Array;
  /** Recursions done. */
  readonly done: Int32Array;
  private readonly free: number[];

  constructor(rows: number) {
    this.text = new Int32Array(rows);
    this.cache = new Int32Array(rows);
    this.position = new Int32Array(rows);
    this.done = new Int32Array(rows);
    this.free = Array.from({ length: rows }, (_, row) => row);
  }

  get room(): number {
    return this.free.length;
  }

  /** Rows for tokens that come in, in their order. */
  board(coming: readonly Coming[]): Int32Array {
    return Int32Array.from(coming, ({ text, cache, position }) => {
      const row = this.free.pop()!;
      this.text[row] = text;
      this.cache[row] = cache;
      this.position[row] = position;
      this.done[row] = 0;
      return row;
    });
  }

  land(row: number): void {
    this.free.push(row);
  }
}
