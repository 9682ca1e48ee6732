import { describe, expect, it } from 'vitest';
import { slotsInUse } from '../../model/batching/tick';
import { drawnBars, lanesOf, marksOf, stretchAround } from './layout';
import { fakeRun } from './testing';

const BOX = { cell: 10, lane: 20, slots: 3, recursions: 3 };
/** The rectangles of a path: x, y, width, height. */
const rects = (path: string) =>
  [...path.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z/g)].map((found) =>
    found.slice(1).map(Number),
  );

describe('lanes', () => {
  it('have a bar for every token in a slot, as high as its recursion, and a mark for every idle slot', async () => {
    const { ticks } = await fakeRun();
    const { depths, idle } = lanesOf(ticks, BOX);
    const inUse = ticks.reduce((sum, tick) => sum + slotsInUse(tick), 0);
    expect(depths.flatMap(rects)).toHaveLength(inUse);
    expect(rects(idle)).toHaveLength(3 * ticks.length - inUse);
    depths.forEach((path, r) => {
      for (const [, y, , height] of rects(path)) {
        expect(height).toBeCloseTo((17 * (r + 1)) / 3, 1);
        expect((y! + height!) % 20).toBeCloseTo(0, 1);
      }
    });
  });

  it('part where a token leaves, and nowhere else', async () => {
    const { ticks } = await fakeRun();
    const { depths } = lanesOf(ticks, BOX);
    const narrow = depths.flatMap(rects).filter(([, , width]) => width === 8);
    const leaving = ticks.reduce(
      (sum, { leaves }) => sum + leaves.reduce((total, each) => total + each, 0),
      0,
    );
    expect(narrow).toHaveLength(leaving);
  });

  it('say how many tokens were written in each tick', async () => {
    const { ticks } = await fakeRun();
    const bars = rects(drawnBars(ticks, 10, 20, 3));
    expect(bars).toHaveLength(ticks.filter(({ drawn }) => drawn.length > 0).length);
    for (const [x, , , height] of bars) {
      expect(height).toBeCloseTo((20 * Math.min(3, ticks[x! / 10]!.drawn.length)) / 3, 1);
    }
  });
});

describe('the stretch in view', () => {
  it('ends with the tick looked at, and fills the width', () => {
    expect(stretchAround(99, 100, 300, 10)).toEqual({ from: 70, to: 100 });
    expect(stretchAround(40, 100, 300, 10)).toEqual({ from: 11, to: 41 });
    expect(stretchAround(5, 100, 300, 10)).toEqual({ from: 0, to: 30 });
    expect(stretchAround(3, 4, 300, 10)).toEqual({ from: 0, to: 4 });
    expect(stretchAround(3, 9, 4, 10)).toEqual({ from: 3, to: 4 });
  });

  it('is numbered by tens', () => {
    expect(marksOf({ from: 0, to: 25 })).toEqual([1, 10, 20]);
    expect(marksOf({ from: 18, to: 31 })).toEqual([20, 30]);
  });
});
