import { expect, it } from 'vitest';
import { overLimit, stretchOf } from './marks';

const tokens = ['The', ' cat', ' sat'].map((text, id) => ({ id, text }));

it('finds a token in the text, its leading space included', () => {
  expect(stretchOf('The cat sat', tokens, 1)).toEqual({ start: 3, end: 7 });
});

it('finds nothing where the text has changed since the run', () => {
  expect(stretchOf('The dog sat', tokens, 1)).toBeNull();
  expect(stretchOf('The', tokens, 2)).toBeNull();
  expect(stretchOf('The cat sat', tokens, 9)).toBeNull();
});

it('finds nothing behind a character that fell into several tokens', () => {
  const pieces = ['\uFFFD', '\uFFFD', ' a'].map((text, id) => ({ id, text }));
  expect(stretchOf('🦉 a', pieces, 2)).toBeNull();
});

it('marks what lies beyond the context', () => {
  expect(overLimit('The cat sat on the mat', tokens, 3)).toEqual({ start: 11, end: 22 });
  expect(overLimit('The cat sat', tokens, 0)).toBeNull();
  expect(overLimit('A dog sat on the mat', tokens, 3)).toBeNull();
});
