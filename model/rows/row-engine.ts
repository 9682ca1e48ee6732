import type { KvCacheType } from '../config';

/**
 * A model over rows. A row is the state of one token on its way through: of some text, at some position, at some depth.
 * Rows of many texts and of different recursions are computed together, which is what makes batching pay (spec 7).
 *
 * A token's way, each call once: `enter`, `recur` with recursion 1, then 2, and so on for as long as it goes on, `leave`.
 * A model without recursion has all its layers in `enter`; nobody calls `recur` then. Between the calls its state stays in
 * the engine, in the row it entered with; after `leave` the row is free and may be entered again with another token.
 *
 * The one rule of order: to every layer pass the tokens of a text come in the order of their positions, in one call or in
 * one after another; within a call rows of one text stand by ascending position. Each layer first writes the entries of all
 * rows of the call, then attends, so that a row sees its text's entries up to and with its own. A token may therefore come to
 * recursion r while later ones of its text are at recursions below r, and must wait before `leave` for earlier ones that are
 * still going round. Rows of different texts never see one another and may stand in any order.
 *
 * Positions, recursion-wise cache: a text's entries of a layer pass are of those of its tokens that took it, attended to by
 * original position. Sharing: of all its tokens, written at recursion 1.
 *
 * Calls are made one at a time, each after the one before has resolved. Arrays handed in are the caller's and are not kept;
 * arrays handed out are the engine's and hold until its next call. A call allocates nothing that outlives it. Nothing is
 * checked in hot calls: a row, text or position beyond the limits, an id beyond the vocabulary or a broken order is the
 * caller's fault.
 */
export interface RowEngine {
  readonly limits: RowLimits;
  /** Bytes allocated for keys and values of all texts. */
  readonly kvBytesAllocated: number;
  /** Forgets every entry of the text (0 to limits.texts - 1): the next token it enters with is at position 0. */
  reset(text: number): void;
  /**
   * Embedding and the layers before the recursion. The first router is asked at once: `scores` and `logits` are of recursion
   * 1, which every token takes, so every `goesOn` is 1.
   */
  enter(rows: EnteringRows): Answer<Asked>;
  /**
   * Once round the shared block with gate and merge, then the router of the next recursion is asked. All rows go through, also
   * one of which was said before that it does not go on: the caller may choose by another rule (as top-k does).
   * @param rows (count) rows, each at most once
   * @param recursions (count) 1-based recursion each row goes through now
   */
  recur(rows: Int32Array, recursions: Int32Array): Answer<Asked>;
  /**
   * The layers after the recursion for all rows, and for some the final norm and the head.
   * @param rows (count) rows, each at most once
   * @param read places in `rows`, ascending, whose next token is asked for; none of a prompt but its last
   * @returns logits (read.length, vocabSize), row by row
   */
  leave(rows: Int32Array, read: Int32Array): Answer<Float32Array>;
  /** Frees what it allocated; the model's own weights stay. */
  dispose(): void;
}

/** A device may answer later; what computes on this thread answers at once. */
export type Answer<T> = T | Promise<T>;

/** What a row engine has room for. */
export interface RowLimits {
  /** Texts whose caches there is room for. */
  readonly texts: number;
  /** Tokens of each. */
  readonly context: number;
  /** States held at once, and rows of one call at most. */
  readonly rows: number;
}

/** How a row engine is opened. */
export interface RowEngineOptions extends RowLimits {
  /** A cache other than the one the model was trained with. */
  readonly kvCache?: KvCacheType | undefined;
}

/** Four arrays of one length: tokens that begin their way. */
export interface EnteringRows {
  /** 0 to limits.rows - 1, each at most once, and free. */
  readonly rows: Int32Array;
  /** 0 to limits.texts - 1 */
  readonly texts: Int32Array;
  /** 0 to limits.context - 1; a text's positions without a gap. */
  readonly positions: Int32Array;
  /** Token ids. */
  readonly ids: Int32Array;
}

/** What the router of the next recursion says of each row, in the order of the call. */
export interface Asked {
  /**
   * (count) 1 where the row goes on by the causal rule: expert-choice by threshold (its auxiliary router's where it has one),
   * token-choice by the depth chosen at `enter`, random by its lot, without routing always. 0 after the last recursion.
   */
  readonly goesOn: Uint8Array;
  /** (count) scores as `RecursionTrace` has them: sigmoid of the deciding router, token-choice's share, the lot; NaN where nobody is asked. */
  readonly scores: Float32Array;
  /** (count) raw logits of the router that gates; NaN where there is none. */
  readonly logits: Float32Array;
}
