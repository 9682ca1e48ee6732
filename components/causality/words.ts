/** A word of a text and where it stands, UTF-16 code units, end excluded. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Letters and digits with what belongs to them, an apostrophe inside included: punctuation stays where it is when a word is changed. */
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*/gu;
const ANYTHING = /\S+/gu;

/** The words of a text; where it has no letter and no digit, whatever stands between white space. */
export function wordsOf(text: string): readonly Word[] {
  const words = find(text, WORD);
  return words.length > 0 ? words : find(text, ANYTHING);
}

function find(text: string, pattern: RegExp): Word[] {
  return Array.from(text.matchAll(pattern), (match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Index of the word that is changed: -1 asks for the last, and so does an index that the text no longer has. */
export function placeOf(words: readonly Word[], changeAt: number): number {
  return changeAt >= 0 && changeAt < words.length ? changeAt : words.length - 1;
}

/** The text with another word at this place; the text itself while nothing is put there. */
export function withWord(text: string, word: Word | undefined, to: string): string {
  if (word === undefined || to.trim() === '') return text;
  return text.slice(0, word.start) + to.trim() + text.slice(word.end);
}
