import { describe, expect, it } from 'vitest';
import { layoutCache, layoutReads } from './layout';

const SPACE = { width: 860, height: 320, maxScale: 1 };
const texts = (count: number) => Array.from({ length: count }, (_, i) => (i === 0 ? 'The' : ' word'));

describe('the columns', () => {
  it.each([320, 480, 860, 1320])('stay within %i px', (width) => {
    const layout = layoutCache(texts(60), 3, { ...SPACE, width });
    for (const line of layout.lines) {
      const used = line.widths.reduce((sum, each) => sum + each + layout.gap, layout.axisWidth - layout.gap);
      expect(used).toBeLessThanOrEqual(width);
    }
    expect(layout.axisWidth).toBeGreaterThanOrEqual(40);
    expect(layout.lines.reduce((sum, line) => sum + line.widths.length, 0)).toBe(60);
  });
});

describe('the bars', () => {
  it('stand under their tokens while these stand in one line', () => {
    const layout = layoutCache(texts(7), 3, SPACE);
    const chart = layoutReads(layout, SPACE.width, 28_000, 7);
    expect(chart.slots.map((slot) => slot.width)).toEqual(layout.lines[0]!.widths);
    expect(chart.slots[0]!.x).toBe(layout.axisWidth);
    expect(chart.every).toBe(1);
  });

  it.each([
    [60, 360],
    [256, 360],
    [256, 1320],
  ])('%i steps stay within %i px, with numbers that have room', (count, width) => {
    const chart = layoutReads(layoutCache(texts(count), 3, { ...SPACE, width }), width, 1_000_000, count);
    const last = chart.slots.at(-1)!;
    expect(chart.slots).toHaveLength(count);
    expect(last.x + last.width).toBeLessThanOrEqual(width + 1e-6);
    const pitch = (last.x - chart.slots[0]!.x) / (count - 1);
    expect(pitch * chart.every).toBeGreaterThanOrEqual(26);
  });

  it('rise from the base to the most', () => {
    const chart = layoutReads(layoutCache(texts(7), 3, SPACE), SPACE.width, 28_000, 7);
    expect(chart.y(0)).toBe(chart.plot);
    expect(chart.y(28_000)).toBeLessThan(chart.y(14_000));
  });

  it('are drawn for a single token', () => {
    const layout = layoutCache(['word'], 3, { ...SPACE, width: 300 });
    expect(layoutReads(layout, 300, 4_096, 1).slots).toHaveLength(1);
  });
});
