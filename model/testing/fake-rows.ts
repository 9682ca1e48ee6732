import { randomHash, randomScore } from '../routing/random-choice';
import type { Asked, EnteringRows, RowEngine, RowLimits } from '../rows/row-engine';

export interface FakeRowsOptions extends RowLimits {
  readonly recursions: number;
  readonly vocabSize: number;
}

/** Entries of one pass of one text: what its tokens left there, by position. */
type Entries = Map<number, number>;

/**
 * A row engine without a model: a token's state is a hash of all that it may see at each pass, so a token that comes too
 * early, too late or to the wrong text says something else. It holds its caller to the rules of `RowEngine`.
 */
export class FakeRows implements RowEngine {
  readonly kvBytesAllocated = 0;
  /** Rows in flight: what they are and how far they are. */
  private readonly rows = new Map<number, { text: number; position: number; state: number; done: number }>();
  /** By text, then by pass: 0 on the way in, then each recursion, then the way out. */
  private readonly entries: Entries[][];
  disposed = false;

  constructor(readonly limits: FakeRowsOptions) {
    this.entries = Array.from({ length: limits.texts }, () => this.passes());
  }

  reset(text: number): void {
    for (const { text: other } of this.rows.values()) if (other === text) throw new Error('reset in flight');
    this.entries[text] = this.passes();
  }

  enter({ rows, texts, positions, ids }: EnteringRows): Asked {
    if (rows.length > this.limits.rows) throw new Error('too many rows');
    rows.forEach((row, i) => {
      if (this.rows.has(row) || row >= this.limits.rows) throw new Error(`row ${row} is not free`);
      const [text, position] = [texts[i]!, positions[i]!];
      if (position >= this.limits.context) throw new Error('beyond the context');
      if (this.entries[text]![0]!.size !== position) throw new Error('a gap in a text');
      const state = this.pass(text, 0, position, randomHash(ids[i]!, 0, position));
      this.rows.set(row, { text, position, state, done: 0 });
    });
    return this.asked(rows);
  }

  async recur(rows: Int32Array, recursions: Int32Array): Promise<Asked> {
    rows.forEach((row, i) => {
      const at = this.rows.get(row)!;
      if (recursions[i] !== at.done + 1 || recursions[i]! > this.limits.recursions) throw new Error('depth');
      at.done += 1;
      at.state = this.pass(at.text, at.done, at.position, at.state);
    });
    return this.asked(rows);
  }

  leave(rows: Int32Array, read: Int32Array): Float32Array {
    const { vocabSize, recursions } = this.limits;
    const states = Array.from(rows, (row) => {
      const { text, position, state } = this.rows.get(row)!;
      const out = this.entries[text]![recursions + 1]!;
      if (out.size !== position) throw new Error('a token overtook another on the way out');
      this.rows.delete(row);
      return this.pass(text, recursions + 1, position, state);
    });
    const logits = Array.from(read, (place) =>
      Array.from({ length: vocabSize }, (_, id) => 6 * randomScore(states[place]!, 0, id)),
    );
    return Float32Array.from(logits.flat());
  }

  dispose(): void {
    this.disposed = true;
  }

  private passes(): Entries[] {
    return Array.from({ length: this.limits.recursions + 2 }, () => new Map());
  }

  /** Leaves an entry, then sees all of the text's up to its own. */
  private pass(text: number, pass: number, position: number, state: number): number {
    const entries = this.entries[text]![pass]!;
    if ([...entries.keys()].some((each) => each >= position)) throw new Error('out of order');
    entries.set(position, state);
    return [...entries].reduce((hash, [at, entry]) => randomHash(hash, entry, at), pass);
  }

  /** Two of three go on. */
  private asked(rows: Int32Array): Asked {
    const scores = Float32Array.from(rows, (row) => {
      const { state, done } = this.rows.get(row)!;
      return done < this.limits.recursions ? randomScore(state, done, 1) : Number.NaN;
    });
    const goesOn = Uint8Array.from(rows, (row, i) => {
      const { done } = this.rows.get(row)!;
      return done < this.limits.recursions && (done === 0 || scores[i]! > 1 / 3) ? 1 : 0;
    });
    return { goesOn, scores, logits: scores };
  }
}
