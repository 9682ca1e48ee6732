import { expect, it } from 'vitest';
import { readVocabulary } from './vocabulary';

it('reads words, blanks, line ends, bytes and added tokens', () => {
  const textOf = readVocabulary({
    model: { vocab: { cat: 0, Ġcat: 1, Ċ: 2, 'Ã©': 3, Ã: 4 } },
    added_tokens: [{ id: 5, content: '<|end|>' }],
  });
  expect([0, 1, 2, 3, 4, 5].map(textOf)).toEqual(['cat', ' cat', '\n', 'é', '\uFFFD', '<|end|>']);
});

it('shows the number of an id it does not know', () => {
  expect(readVocabulary({ model: { vocab: {} } })(7)).toBe('#7');
});
