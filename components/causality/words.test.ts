import { expect, it } from 'vitest';
import { placeOf, withWord, wordsOf } from './words';

const texts = (text: string) => wordsOf(text).map((word) => word.text);

it('finds words and leaves punctuation out of them', () => {
  expect(texts("“Yes,” said Anna. She didn’t run, it's 3!")).toEqual([
    'Yes',
    'said',
    'Anna',
    'She',
    'didn’t',
    'run',
    "it's",
    '3',
  ]);
  expect(texts('')).toEqual([]);
  expect(texts(' \n ')).toEqual([]);
});

it('takes what stands between white space where there is no letter', () => {
  expect(texts('🦉 … 🦉')).toEqual(['🦉', '…', '🦉']);
});

it('changes the last word unless another is asked for that is there', () => {
  const words = wordsOf('The cat sat.');
  expect(placeOf(words, -1)).toBe(2);
  expect(placeOf(words, 0)).toBe(0);
  expect(placeOf(words, 9)).toBe(2);
  expect(placeOf([], -1)).toBe(-1);
});

it('puts another word in its place and keeps what stands around it', () => {
  const text = 'The cat sat.';
  const [, cat, sat] = wordsOf(text);
  expect(withWord(text, sat, 'ran')).toBe('The cat ran.');
  expect(withWord(text, cat, ' big dog ')).toBe('The big dog sat.');
  expect(withWord(text, cat, ' ')).toBe(text);
  expect(withWord('', undefined, 'dog')).toBe('');
});
