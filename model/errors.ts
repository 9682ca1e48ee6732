/**
 * Every failure a reader can meet. A code is stable and has a paragraph in docs/errors.md; the message says what happened,
 * the remedy what the reader can do. Errors cross the worker as plain data and come out as this class again.
 */
export type MorErrorCode =
  | 'E-CONFIG'
  | 'E-TOKENIZER'
  | 'E-WEIGHTS-MISSING'
  | 'E-WEIGHTS-TRUNCATED'
  | 'E-WEIGHTS-CORRUPT'
  | 'E-WEIGHTS-SHAPE'
  | 'E-MANIFEST'
  | 'E-MODEL-UNKNOWN'
  | 'E-NETWORK'
  | 'E-BACKEND'
  | 'E-DEVICE-LOST'
  | 'E-OUT-OF-MEMORY'
  | 'E-WORKER'
  | 'E-TEXT-EMPTY'
  | 'E-TRACE'
  | 'E-RESULTS'
  | 'E-OFFLINE'
  | 'E-CONTEXT'
  | 'E-BATCHING'
  | 'E-INPUT'
  | 'E-INTERNAL';

/** What crosses the worker: structured-clone safe. */
export interface MorErrorData {
  readonly code: MorErrorCode;
  readonly message: string;
  readonly remedy: string;
}

/** An error that is told to the reader: a code (docs/errors.md), a sentence and a remedy. It crosses the worker as data. */
export class MorError extends Error implements MorErrorData {
  override readonly name = 'MorError';

  constructor(
    readonly code: MorErrorCode,
    message: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  toData(): MorErrorData {
    return { code: this.code, message: this.message, remedy: this.remedy };
  }

  static fromData(data: MorErrorData): MorError {
    return new MorError(data.code, data.message, data.remedy);
  }
}
