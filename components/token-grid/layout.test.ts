import { describe, expect, it } from 'vitest';
import { heightOf, layoutGrid, move } from './layout';

const words = (count: number) => Array.from({ length: count }, (_, i) => (i % 3 === 0 ? ' a' : ' little'));
const laptop = { width: 820, height: 320, maxScale: 1 };

describe('layoutGrid', () => {
  it('gives a short text one line at full size, stretched but not without end', () => {
    const layout = layoutGrid(['The', ' cat'], 3, laptop);
    expect(layout.lines).toHaveLength(1);
    expect(layout.scale).toBe(1);
    expect(layout.lines[0]!.widths).toEqual([104, 104]);
  });

  it('breaks a long text into lines that keep within the width', () => {
    for (const width of [320, 768, 1400]) {
      const layout = layoutGrid(words(256), 3, { ...laptop, width });
      const room = width - layout.axisWidth;
      for (const line of layout.lines) {
        const used = line.widths.reduce((sum, each) => sum + each, 0) + layout.gap * (line.widths.length - 1);
        expect(used).toBeLessThanOrEqual(room);
      }
    }
  });

  it('shows every token once, in order', () => {
    const { lines } = layoutGrid(words(256), 4, laptop);
    let next = 0;
    for (const line of lines) {
      expect(line.from).toBe(next);
      next += line.widths.length;
    }
    expect(next).toBe(256);
  });

  it('shrinks until the grid keeps to its height, and no further', () => {
    const layout = layoutGrid(words(20), 3, laptop);
    expect(layout.scale).toBeLessThan(1);
    expect(heightOf(layout, 3)).toBeLessThanOrEqual(laptop.height);
  });

  it('never goes below the size at which scores can be read', () => {
    const layout = layoutGrid(words(256), 4, { width: 320, height: 200, maxScale: 1 });
    expect(layout.cellHeight).toBeGreaterThanOrEqual(26);
    expect(layout.font).toBeGreaterThanOrEqual(11);
    expect(Math.min(...layout.lines.flatMap((line) => line.widths))).toBeGreaterThanOrEqual(28);
  });

  it('leaves a column room for its text, and cuts a word without end', () => {
    const [long, endless] = layoutGrid([' looked', 'x'.repeat(500)], 3, laptop).lines[0]!.widths;
    expect(long).toBeGreaterThan(55);
    expect(endless).toBeLessThan(200);
  });

  it('grows on a projector', () => {
    expect(layoutGrid(words(8), 3, { width: 1800, height: 700, maxScale: 1.8 }).scale).toBe(1.8);
  });
});

describe('move', () => {
  const from = { position: 1, row: 1 };
  it.each([
    ['ArrowRight', { position: 2, row: 1 }],
    ['ArrowLeft', { position: 0, row: 1 }],
    ['ArrowUp', { position: 1, row: 2 }],
    ['ArrowDown', { position: 1, row: 0 }],
    ['Home', { position: 0, row: 1 }],
    ['End', { position: 4, row: 1 }],
    ['PageUp', { position: 1, row: 3 }],
    ['PageDown', { position: 1, row: 0 }],
  ])('%s', (key, place) => {
    expect(move(from, key, 5, 3)).toEqual(place);
  });

  it('stays inside, and leaves other keys alone', () => {
    expect(move({ position: 0, row: 0 }, 'ArrowLeft', 5, 3)).toEqual({ position: 0, row: 0 });
    expect(move({ position: 4, row: 3 }, 'ArrowUp', 5, 3)).toEqual({ position: 4, row: 3 });
    expect(move(from, 'a', 5, 3)).toBeNull();
  });
});
