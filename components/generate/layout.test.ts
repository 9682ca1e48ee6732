import { expect, it } from 'vitest';
import { moveAmong, sparkline } from './layout';

const BOX = { width: 240, height: 30 };

it('draws one bar a token, as high as its depth, on one foot', () => {
  const bars = sparkline([1, 2, 3], 3, BOX);
  expect(bars.map((bar) => Math.round(bar.height))).toEqual([10, 20, 30]);
  for (const bar of bars) expect(bar.y + bar.height).toBeCloseTo(30);
});

it('stays inside its box for one token and for a whole context', () => {
  for (const count of [0, 1, 24, 256]) {
    const bars = sparkline(new Array(count).fill(2), 3, BOX);
    expect(bars).toHaveLength(count);
    const last = bars.at(-1);
    if (last) expect(last.x + last.width).toBeLessThanOrEqual(240.001);
    expect(bars.every((bar) => bar.width > 0 && bar.width <= 10)).toBe(true);
  }
});

it('moves among the tokens and no further', () => {
  expect(moveAmong(0, 'ArrowRight', 3)).toBe(1);
  expect(moveAmong(2, 'ArrowRight', 3)).toBe(2);
  expect(moveAmong(0, 'ArrowLeft', 3)).toBe(0);
  expect(moveAmong(1, 'Home', 3)).toBe(0);
  expect(moveAmong(1, 'End', 3)).toBe(2);
  expect(moveAmong(1, 'x', 3)).toBeNull();
  expect(moveAmong(0, 'End', 0)).toBeNull();
});
