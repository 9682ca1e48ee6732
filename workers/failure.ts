import { MorError, type MorErrorData } from '../model/errors';

/** What comes back over the border: the value, or the error as data. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: MorErrorData };

const OUT_OF_MEMORY =
  /out of memory|out-of-memory|allocation failed|could not allocate|cannot allocate|memory access out of bounds|invalid (typed )?array (buffer )?length/i;

/** Any thrown thing as a MorError: lack of memory is told apart, the rest is a fault of this program. */
export function asMorError(error: unknown): MorError {
  if (error instanceof MorError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (OUT_OF_MEMORY.test(message)) {
    return new MorError(
      'E-OUT-OF-MEMORY',
      'The device ran out of memory.',
      'Shorten the text, choose a smaller model or close other tabs, then press Retry.',
      { cause: error },
    );
  }
  return new MorError(
    'E-INTERNAL',
    `Something in this page failed that should not: ${message}`,
    'Press Retry. If it happens again, please report it with this message.',
    { cause: error },
  );
}

/** Runs the task and packs what came of it for the way over the border. */
export async function outcome<T>(task: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await task() };
  } catch (error) {
    return { ok: false, error: asMorError(error).toData() };
  }
}

/** @throws MorError the error that was packed */
export function unpack<T>(packed: Outcome<T>): T {
  if (packed.ok) return packed.value;
  throw MorError.fromData(packed.error);
}
