import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { byteTokenizer } from './testing/random-model';
import { createTokenizer } from './tokenizer';

const MODELS = fileURLToPath(new URL('../public/models/nano/', import.meta.url));
const CASES = fileURLToPath(new URL('./fixtures/tokenizer-cases.json', import.meta.url));
const shipped = createTokenizer(
  JSON.parse(readFileSync(`${MODELS}${readdirSync(MODELS).sort()[0]}/tokenizer.json`, 'utf8')),
);
const cases: { text: string; ids: number[] }[] = JSON.parse(readFileSync(CASES, 'utf8')).cases;

test.each(cases)('cuts $text as the reference does', ({ text, ids }) => {
  expect(shipped.encode(text).map(({ id }) => id)).toEqual(ids);
  expect(shipped.decode(ids)).toBe(text);
});

test('the texts of the tokens make up the text', () => {
  const text = 'The cat sat on the mat. "No," she said.';
  expect(
    shipped
      .encode(text)
      .map((token) => token.text)
      .join(''),
  ).toBe(text);
});

test('a token that is part of a character is shown as U+FFFD', () => {
  const tokens = createTokenizer(byteTokenizer()).encode('é');
  expect(tokens).toEqual([
    { id: 0xc3, text: '\uFFFD' },
    { id: 0xa9, text: '\uFFFD' },
  ]);
});

test.each(['\uD83D', 'a\uDE00b', '\uDE00\uD83D'])('lone surrogates become U+FFFD', (text) => {
  const ids = shipped.encode(text).map(({ id }) => id);
  expect(shipped.decode(ids)).toBe(text.replace(/[\uD800-\uDFFF]/g, '\uFFFD'));
});

test.each([
  ['words', 'the cat sat '.repeat(8334)],
  ['one long word', 'abcdefghij'.repeat(10_000)],
  ['one letter', 'a'.repeat(100_000)],
  ['blanks', ' '.repeat(100_000)],
  ['faces', '😀'.repeat(50_000)],
])('100,000 characters of %s take a moment, not minutes', (_, text) => {
  const start = performance.now();
  expect(shipped.encode(text).length).toBeGreaterThan(0);
  expect(performance.now() - start).toBeLessThan(10_000);
});

test('refuses what is no tokenizer', () => {
  expect(() => createTokenizer({ model: { type: 'Guess' } })).toThrow(/tokenizer\.json cannot be used/);
  expect(() => createTokenizer(undefined)).toThrow(/tokenizer\.json cannot be used/);
});
