/** English grammar: numbers as words, plurals, lists. Messages of this language use it, and nobody else. */

const WORDS = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const ORDINALS = ['none', 'first', 'second', 'third', 'fourth'];

/** Small counts as words, `four`; larger ones as figures. */
export function words(count: number): string {
  return WORDS[count] ?? String(count);
}

/** `first`, `second`, up to the deepest recursion there is. */
export function ordinal(count: number): string {
  return ORDINALS[count] ?? `${count}th`;
}

export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** `once`, `twice`, `three times`. */
export function times(count: number): string {
  if (count === 1) return 'once';
  if (count === 2) return 'twice';
  return `${words(count)} times`;
}

/** `1 token`, `14 tokens`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
