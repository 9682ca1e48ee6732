import { t } from '../../languages/current';

/** A token as it is printed: a leading space as a faint dot of its own, white space and line ends by a sign. */
export interface PrintedToken {
  readonly space: boolean;
  readonly text: string;
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['\n', '↵'],
  ['\r', '␍'],
  ['\t', '⇥'],
  ['\u00a0', '⍽'],
]);

export function printed(text: string): PrintedToken {
  const space = text.startsWith(' ');
  const rest = space ? text.slice(1) : text;
  return { space, text: [...rest].map((sign) => SIGNS.get(sign) ?? sign).join('') };
}

/** Width in characters of a monospaced font; wide scripts and emoji count twice. */
export function columns(text: string): number {
  const { space, text: rest } = printed(text);
  let width = space ? 1 : 0;
  for (const sign of rest) width += (sign.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
  return width;
}

/** A token in a sentence: `“cat”`; white space by its name. */
export function quoted(text: string): string {
  const { tokens } = t();
  if (text === '') return tokens.empty;
  if (/^ +$/.test(text)) return tokens.spaces(text.length);
  if (text === '\n') return tokens.lineBreak;
  if (text.trim() === '') return tokens.whiteSpace;
  return tokens.quoted(text.replace(/^ /, '').replaceAll('\n', '↵'));
}
