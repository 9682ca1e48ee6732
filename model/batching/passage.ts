import type { ModelConfig } from '../config';
import type { Crew } from './crew';
import { Flight } from './flight';
import type { Coming, Texts } from './texts';
import type { TextEnd, Tick } from './tick';
import { Work } from './work';

/** What a batch is made of, whatever its policy. */
export interface BatchParts {
  readonly crew: Crew;
  readonly config: ModelConfig;
  /** Rounds a token can go through the block; 0 without recursion. */
  readonly recursions: number;
  readonly texts: Texts;
  /** Rows of one pass at most. */
  readonly slots: number;
}

/** The crew's three calls with the books that belong to them: who is where, and what was done. */
export class Passage {
  readonly flight: Flight;
  readonly work: Work;
  private counts = nothing();

  constructor(private readonly parts: BatchParts) {
    this.flight = new Flight(parts.crew.limits.rows);
    this.work = new Work(parts.config);
  }

  /** Tokens come in; returns their rows. */
  async enter(coming: readonly Coming[]): Promise<Int32Array> {
    const rows = this.flight.board(coming);
    if (rows.length === 0) return rows;
    await this.parts.crew.enter({
      rows,
      texts: Int32Array.from(coming, ({ cache }) => cache),
      positions: Int32Array.from(coming, ({ position }) => position),
      ids: Int32Array.from(coming, ({ id }) => id),
    });
    this.counts.entered += rows.length;
    for (const { text, position } of coming) {
      this.work.enter(position);
      this.parts.texts.hold(text, this.work.outside);
    }
    return rows;
  }

  /** Rows go once round, each through the recursion after those it has done; returns (count) 1 where it goes on. */
  async goRound(rows: Int32Array): Promise<Uint8Array> {
    if (rows.length === 0) return new Uint8Array(0);
    const { text, position, done } = this.flight;
    const recursions = rows.map((row) => done[row]! + 1);
    const goesOn = await this.parts.crew.recur(rows, recursions);
    rows.forEach((row, i) => {
      const recursion = recursions[i]!;
      const seen = this.parts.texts.goesRound(text[row]!, recursion);
      this.parts.texts.hold(text[row]!, this.work.round(recursion, position[row]!, seen));
      this.work.ask(recursion + 1);
      done[row] = recursion;
    });
    return goesOn;
  }

  /** Rows, by ascending position, go out; those that are the last of their text are read and the next token is drawn. */
  async leave(rows: Int32Array): Promise<void> {
    if (rows.length === 0) return;
    const { texts, crew } = this.parts;
    const { text, position, done } = this.flight;
    const read = Int32Array.from(rows.keys()).filter((i) =>
      texts.isLast(text[rows[i]!]!, position[rows[i]!]!),
    );
    const readTexts = read.map((i) => text[rows[i]!]!);
    const ids = await crew.leave(rows, read, (at, logits) => texts.sample(readTexts[at]!, logits));
    this.counts.left += rows.length;
    for (const row of rows) {
      texts.leavesRecursion(text[row]!, position[row]!, Math.max(1, done[row]!));
      texts.goes(text[row]!);
      this.work.leave(position[row]!, texts.isLast(text[row]!, position[row]!));
      this.flight.land(row);
    }
    readTexts.forEach((each, at) => {
      this.write(each, ids[at]!);
    });
  }

  private write(text: number, id: number): void {
    const end = this.parts.texts.write(text, id);
    this.counts.drawn.push(text);
    this.counts.ids.push(id);
    if (end !== null) this.counts.ended.push({ text, end });
  }

  /** What was counted since the last time, as a part of a tick's record. */
  take(): Pick<Tick, 'entered' | 'left' | 'drawn' | 'ids' | 'ended' | 'entries'> {
    const { entered, left, drawn, ids, ended } = this.counts;
    this.counts = nothing();
    return {
      entered,
      left,
      drawn: Int16Array.from(drawn),
      ids: Int32Array.from(ids),
      ended,
      entries: this.parts.texts.entries,
    };
  }
}

function nothing() {
  return {
    entered: 0,
    left: 0,
    drawn: [] as number[],
    ids: [] as number[],
    ended: [] as { text: number; end: TextEnd }[],
  };
}
