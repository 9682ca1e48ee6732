/** How slots are filled. `depth`: with tokens at any recursion (spec 7). `sequence`: with whole tokens, all layers in one tick. */
export type Policy = 'depth' | 'sequence';

/** Why a text is over. The token that ends it is drawn, and not read. */
export type TextEnd = 'tokens' | 'end-of-text' | 'context-full';

/** One tick: the tail for those who have left, new tokens into the free slots, then one pass over all slots. */
export interface Tick {
  /** (slots) what each slot held in the pass: number of the text, 0-based in the order of the request, or -1 while idle. */
  readonly text: Int16Array;
  /** (slots) position of the token in its text. */
  readonly position: Int32Array;
  /** (slots) 1-based recursion it went through; under `sequence` the last of them, 1 without recursion. */
  readonly recursion: Uint8Array;
  /** (slots) 1 where it leaves after this pass. */
  readonly leaves: Uint8Array;
  /** (slots) 1 where it came into the slot in this tick. */
  readonly refilled: Uint8Array;
  /** Tokens that came in (embedding and the layers before the recursion), and that went out through the layers after it. */
  readonly entered: number;
  readonly left: number;
  /** Tokens drawn, in order: the text each belongs to and its id. */
  readonly drawn: Int16Array;
  readonly ids: Int32Array;
  /** Texts that ended in this tick and why. */
  readonly ended: readonly { readonly text: number; readonly end: TextEnd }[];
  /** After the tick: tokens that came in and wait for a slot, and tokens that have left and wait for the tail. */
  readonly queued: number;
  readonly waiting: number;
  /** Live K/V entries of all texts after the tick. */
  readonly entries: number;
  /** Milliseconds, everything included: cache writes, drawing, the scheduler. */
  readonly ms: number;
}

/** Slots that held a token in this tick. */
export function slotsInUse({ text }: Pick<Tick, 'text'>): number {
  return text.reduce((sum, each) => sum + (each >= 0 ? 1 : 0), 0);
}
