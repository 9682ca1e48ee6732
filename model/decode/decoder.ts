import type { ModelConfig } from '../config';
import type { Model } from '../model';
import type { SamplingOptions } from '../sampling';
import type { SelectionRule } from '../trace';

/** What going through the model told of some tokens. Costs and cache entries follow from it (`ledger.ts`). */
export interface Reading {
  /** Recursions done by each; 1 without recursion. */
  readonly depth: Int32Array;
  /** Scores of the last of them, one a recursion it asked to enter. */
  readonly scores: readonly number[];
}

/** A token that could have been drawn. */
export interface Likely {
  readonly id: number;
  /** Before temperature and cuts. */
  readonly probability: number;
}

/** A token drawn from the distribution at the end of the text so far. */
export interface Drawn extends Likely {
  /** The likeliest eight at its place, the likeliest first. */
  readonly alternatives: readonly Likely[];
  /** Of the token itself; null where it ends the text and was not read. */
  readonly reading: Reading | null;
}

/**
 * A text that grows on a device, with its cache. Whoever opened it asks for one thing at a time, reads at least one token
 * before the first is drawn, asks for no more tokens than it has room for, and disposes of it once, also after a failure.
 */
export interface Decoder {
  /** Reads tokens that are given. */
  read(ids: Int32Array): Promise<Reading>;
  /** Draws a token and reads it. */
  next(): Promise<Drawn>;
  dispose(): void;
}

/** A text to be written by a model: whose, under which rule, and how long it can grow. */
export interface DecoderRequest {
  readonly model: Model;
  /** The model's own, but for the cache where another is asked for. */
  readonly config: ModelConfig;
  readonly rule: SelectionRule;
  /** Tokens it has room for. */
  readonly capacity: number;
  readonly sampling: SamplingOptions;
  /** Tokens drawn before, with the same seed. */
  readonly draws: number;
}
