import { describe, expect, it } from 'vitest';
import { capText, TEXT_LIMIT } from './settings';

describe('the text', () => {
  it('is cut at the limit between characters', () => {
    expect(capText('a'.repeat(TEXT_LIMIT))).toBeNull();
    expect(capText('a'.repeat(TEXT_LIMIT + 1))).toHaveLength(TEXT_LIMIT);
    expect(capText(`${'a'.repeat(TEXT_LIMIT - 1)}😀`)).toBe('a'.repeat(TEXT_LIMIT - 1));
  });
});
