import { describe, expect, it } from 'vitest';
import { comparison } from '../testing/comparison';
import { heightOf } from '../token-grid/layout';
import { effectsUnder } from './effects';
import { layoutEffects, ROWS } from './layout';

/** So many earlier tokens before a last one that is changed. */
function effects(count: number) {
  const before = Array.from({ length: count }, (_, i) => `w${i}`).join(' ');
  return effectsUnder(comparison({ before: `${before} cat`, after: `${before} dog` }));
}

describe('the places of the picture', () => {
  it('give each rule a row that holds a tower and its words', () => {
    const { cellHeight, pass, line } = layoutEffects(effects(9), 3, {
      width: 860,
      height: 400,
      maxScale: 1.2,
    });
    expect(cellHeight).toBeGreaterThanOrEqual(3 * pass + 3 * line);
  });

  it('keep to the space while they can, and stay legible where they cannot', () => {
    const space = { width: 860, height: 330, maxScale: 1.2 };
    const few = layoutEffects(effects(9), 3, space);
    expect(heightOf(few, ROWS.length)).toBeLessThanOrEqual(space.height * 1.15);
    const many = layoutEffects(effects(255), 4, { width: 320, height: 330, maxScale: 1 });
    expect(many.pass).toBeGreaterThanOrEqual(8);
    expect(many.line).toBeGreaterThanOrEqual(13);
    expect(many.lines.flatMap(({ widths }) => widths)).toHaveLength(255);
  });
});
