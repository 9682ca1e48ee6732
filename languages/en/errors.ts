import type { MorErrorData } from '../../model/errors';

/** An error as a reader is told it. */
export interface Said {
  /** What happened. */
  readonly message: string;
  /** What the reader can do. */
  readonly remedy: string;
  /** The sentence that came with the error, in English, where the message is one for all errors of its code; else null. */
  readonly original: string | null;
}

/** Errors are written in English where they are thrown, with what they know. */
export const errors = {
  say: ({ message, remedy }: MorErrorData): Said => ({ message, remedy, original: null }),
};
