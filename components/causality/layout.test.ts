import { describe, expect, it } from 'vitest';
import { heightOf } from '../token-grid/layout';
import { layoutEffects, ROWS } from './layout';

const texts = (count: number) => Array.from({ length: count }, (_, i) => ` word${i}`);

describe('the places of the picture', () => {
  it('give each rule a row that holds a tower and its words', () => {
    const { cellHeight, pass, line } = layoutEffects(texts(9), 3, { width: 860, height: 400, maxScale: 1.2 });
    expect(cellHeight).toBeGreaterThanOrEqual(3 * pass + 3 * line);
  });

  it('keep to the space while they can, and stay legible where they cannot', () => {
    const space = { width: 860, height: 330, maxScale: 1.2 };
    const few = layoutEffects(texts(9), 3, space);
    expect(heightOf(few, ROWS.length)).toBeLessThanOrEqual(space.height * 1.15);
    const many = layoutEffects(texts(256), 4, { width: 320, height: 330, maxScale: 1 });
    expect(many.pass).toBeGreaterThanOrEqual(8);
    expect(many.line).toBeGreaterThanOrEqual(13);
    expect(many.lines.flatMap(({ widths }) => widths)).toHaveLength(256);
  });
});
