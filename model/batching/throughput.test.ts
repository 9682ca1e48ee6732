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

it('takes the rate from all ticks, for texts that began together read and write in turns', () => {
  const reading = ticks(27, 0, 10);
  const writing = ticks(16, 2, 10);
  const end = ticks(7, 1, 5, 1);
  const found = throughputOf([...reading, ...writing, ...reading, ...writing, ...end])!;
  expect(found).toMatchObject({ written: 71, ms: 895, tickMs: 10 });
  expect(found.tokensPerSecond).toBeCloseTo(71_000 / 895);
  expect(found.slotsInUse).toBeCloseTo((86 * 2 + 7) / 93);
});

it('says nothing of no ticks', () => {
  expect(throughputOf([])).toBeNull();
});
