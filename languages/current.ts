import { LANGUAGES, type LanguageCode } from './languages';
import type { Messages } from './messages';

/**
 * The language the page speaks: one for the whole page, given synchronously to whoever builds a sentence. Messages come as a file
 * of their own, so none of them is in the first-load JavaScript; until they are there nothing may ask for one.
 */
let spoken: { readonly code: LanguageCode; readonly messages: Messages } | null = null;
let wanted: LanguageCode | null = null;
const listeners = new Set<() => void>();

/** The messages of the language in use. To be called where a sentence is built, never kept: the language may change. */
export function t(): Messages {
  if (spoken === null) throw new Error('No messages are there yet: nothing may speak before they have come');
  return spoken.messages;
}

/** The language in use; null until the first has come. */
export function spokenLanguage(): LanguageCode | null {
  return spoken?.code ?? null;
}

/** Loads a language and goes over to it; where another was asked for meanwhile, the later wish stands. */
export async function speak(code: LanguageCode): Promise<void> {
  wanted = code;
  const { messages } = await LANGUAGES[code].load();
  if (wanted === code) speakWith(code, messages);
}

/** Goes over to messages that are there already: scripts and tests begin so. */
export function speakWith(code: LanguageCode, messages: Messages): void {
  spoken = { code, messages };
  for (const listener of listeners) listener();
}

/** Calls back whenever the page has gone over to a language; returns the way to end that. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
