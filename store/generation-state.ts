import type { MorErrorData } from '../model/errors';
import type { Source, WriterRole } from './source';
import type { Written } from './written';

/** Where a writing stands. */
export type WritingStatus =
  /** Nothing was asked for yet. */
  | 'idle'
  /** Models are loaded and read the prompt, or the text again to go on with it; what was written before stays. */
  | 'opening'
  | 'writing'
  /** Held; the caches are kept. */
  | 'paused'
  /** As many tokens as asked for, or both models could not go on. */
  | 'finished'
  | 'stopped'
  /** `error` says why; what was written stays. */
  | 'failed';

export interface PinnedStep {
  readonly role: WriterRole;
  /** Index into `Written.steps`. */
  readonly index: number;
}

/** The Generate view's state. */
export interface GenerationState {
  readonly status: WritingStatus;
  /** What the text was written from, as it was when it was begun; null until something was written. */
  readonly basis: Source | null;
  readonly written: { readonly [role in WriterRole]: Written | null };
  readonly error: MorErrorData | null;
  /**
   * How a writing that is over could go on: `write-on` after a failure, as if there had been none; `slide` where the
   * context is full, from the newest part of the text.
   */
  readonly goOn: 'write-on' | 'slide' | null;
  readonly pinned: PinnedStep | null;

  /** Begins anew from the page's text; what was under way ends. */
  write(): void;
  /** After the tokens that are on their way. */
  pause(): void;
  /** Goes on after a pause, or after a failure. */
  resume(): void;
  /** Goes on, from here to the end of the writing, with the newest part of the text wherever the context is full. */
  slide(): void;
  /** One more token of each, then a pause; begins anew where nothing is open and no failure broke it off. */
  step(): void;
  /** Ends and frees both caches; what was written stays. */
  stop(): void;
  pin(place: PinnedStep | null): void;
}

/** True while there are caches to be freed. */
export function isOpen(status: WritingStatus): boolean {
  return status === 'opening' || status === 'writing' || status === 'paused';
}
