import { expect, it } from 'vitest';
import { throughputOf } from './throughput';

/** A tick of so many tokens drawn in so many ms, with these slots in use of two. */
const tick = (drawn: number, total: number, used = 2) => ({
  text: Int16Array.from([0, 1], (slot) => (slot < used ? slot : -1)),
  drawn: new Int16Array(drawn),
  ms: total,
});

const ticks = (count: number, ...of: Parameters<typeof tick>) =>
  Array.from({ length: count }, () => tick(...of));

it('takes the rate from windows of ticks in which no slot is idle', () => {
  const slow = ticks(16, 1, 100);
  const usual = ticks(48, 2, 10);
  const drain = ticks(200, 1, 5, 1);
  const found = throughputOf([...slow, ...usual, ...drain])!;
  expect(found.tokensPerSecond).toBeCloseTo(200);
  expect(found).toMatchObject({ written: 16 + 96 + 200, ms: 1600 + 480 + 1000, tickMs: 5 });
  expect(found.slotsInUse).toBeCloseTo((64 * 2 + 200) / 264);
});

it('takes it from all ticks where fewer fill a window, and from what there is of those', () => {
  expect(throughputOf([...ticks(15, 2, 10), ...ticks(17, 1, 10, 1)])!.tokensPerSecond).toBeCloseTo(
    100 * 1.469,
    0,
  );
  expect(throughputOf(ticks(3, 2, 10))!.tokensPerSecond).toBeCloseTo(200);
  expect(throughputOf([])).toBeNull();
});
