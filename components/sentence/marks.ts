import type { Token } from '../../model/trace';

/** A stretch of the text, UTF-16 code units, end excluded. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a token stands in the text. Null where that cannot be told: the text has changed since the run, or a character falls
 * into several tokens.
 */
export function stretchOf(text: string, tokens: readonly Token[], position: number): Stretch | null {
  const before = tokens.slice(0, position).reduce((length, token) => length + token.text.length, 0);
  const token = tokens[position];
  if (!token || !text.startsWith(token.text, before)) return null;
  if (tokens.slice(0, position).some((each) => each.text.includes('\uFFFD'))) return null;
  return { start: before, end: before + token.text.length };
}

/** The part of the text beyond the model's context; null where all of it was read, or the text has changed since. */
export function overLimit(text: string, tokens: readonly Token[], truncated: number): Stretch | null {
  if (truncated === 0) return null;
  const read = tokens.map((token) => token.text).join('');
  return text.startsWith(read) ? { start: read.length, end: text.length } : null;
}
