import { messages as english } from './en';
import type { Messages } from './messages';

/**
 * English in disguise: every letter with an accent, every vowel twice, which makes a text a good third longer. What still reads as
 * plain English on the page did not come from the messages; what breaks the layout would break in a longer language.
 */

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = [...'áƀçđéƒǵĥíĵķłɱñóƥɋŕšťúṽŵẋýžÁɃÇĐÉƑǴĤÍĴĶŁṀÑÓƤɊŔŠŤÚṼŴẊÝŽ'];

export function disguise(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const accented = ACCENTED[PLAIN.indexOf(letter)] ?? letter;
    return /[aeiou]/i.test(letter) ? accented.repeat(2) : accented;
  });
}

/** Texts, and whatever holds or makes them; the kind of a mark is no text. */
function walk(message: unknown): unknown {
  if (typeof message === 'string') return disguise(message);
  if (typeof message === 'function') return (...facts: unknown[]) => walk(message(...facts));
  if (Array.isArray(message)) return message.map(walk);
  if (typeof message !== 'object' || message === null) return message;
  return Object.fromEntries(
    Object.entries(message).map(([key, value]) => [key, key === 'mark' ? value : walk(value)]),
  );
}

export const messages = walk(english) as Messages;
