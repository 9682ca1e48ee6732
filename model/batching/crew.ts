import type { ModelConfig } from '../config';
import type { Answer, EnteringRows, RowEngine, RowLimits } from '../rows/row-engine';
import type { TextRequest } from './texts';
import type { Policy } from './tick';

/** What a crew works for. */
export interface CrewRequest {
  readonly config: ModelConfig;
  readonly policy: Policy;
  readonly slots: number;
  readonly endOfText: number | null;
  /** Caches for at most as many texts as there are slots. */
  readonly limits: RowLimits;
  readonly texts: readonly TextRequest[];
}

/** Takes a batch's rows through the model, and draws what its texts go on with. Calls come as `RowEngine` has them. */
export interface Crew {
  readonly limits: RowLimits;
  /** Bytes allocated for keys and values of all texts. */
  readonly kvBytesAllocated: number;
  /** A tick begins. @returns milliseconds it took, where they are not those that its calls take */
  begin(): Answer<number | null>;
  /** Before a text gets the cache. */
  reset(cache: number): void;
  enter(rows: EnteringRows): Answer<unknown>;
  /** @returns (count) 1 where the row goes on */
  recur(rows: Int32Array, recursions: Int32Array): Answer<Uint8Array>;
  /**
   * @param read places in `rows` whose next token is drawn
   * @param sample what the text of the at-th of them goes on with, for a crew that has logits here
   * @returns (read.length) ids
   */
  leave(rows: Int32Array, read: Int32Array, sample: Sample): Answer<Int32Array>;
  /** Resolves when nothing is under way; others may be timed on the device then. */
  rest(): Answer<void>;
  dispose(): void;
}

type Sample = (at: number, logits: Float32Array) => number;

/** A row engine that is told from here who goes where: a call at a time, each waited for. */
export class Called implements Crew {
  constructor(private readonly engine: RowEngine) {}

  get limits(): RowLimits {
    return this.engine.limits;
  }

  get kvBytesAllocated(): number {
    return this.engine.kvBytesAllocated;
  }

  begin(): null {
    return null;
  }

  reset(cache: number): void {
    this.engine.reset(cache);
  }

  enter(rows: EnteringRows): Answer<unknown> {
    return this.engine.enter(rows);
  }

  async recur(rows: Int32Array, recursions: Int32Array): Promise<Uint8Array> {
    const { goesOn } = await this.engine.recur(rows, recursions);
    return goesOn.slice();
  }

  async leave(rows: Int32Array, read: Int32Array, sample: Sample): Promise<Int32Array> {
    const logits = await this.engine.leave(rows, read);
    const width = logits.length / read.length;
    return read.map((_, at) => sample(at, logits.subarray(at * width, (at + 1) * width)));
  }

  rest(): void {}

  dispose(): void {
    this.engine.dispose();
  }
}
