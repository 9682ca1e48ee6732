import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSampler, mulberry32, type SamplingOptions } from './sampling';

const PLAIN: SamplingOptions = { temperature: 1, topK: 0, topP: 1, seed: 1 };
/** ln of 1/2, 1/4, 1/8, 1/8 in another order. */
const LOGITS = Float32Array.of(1 / 8, 1 / 2, 1 / 8, 1 / 4).map(Math.log);

const logits = fc
  .array(fc.float({ min: -20, max: 20, noNaN: true }), { minLength: 1, maxLength: 60 })
  .map((numbers) => Float32Array.from(numbers));
const options = fc.record({
  temperature: fc.constantFrom(0, 0.1, 0.8, 1, 3),
  topK: fc.nat(70),
  topP: fc.double({ min: 0.01, max: 1, noNaN: true }),
  seed: fc.nat(2 ** 32 - 1),
});

/** How often each id is drawn, as shares. */
function shares(changes: Partial<SamplingOptions>, draws = 20_000): number[] {
  const sample = createSampler({ ...PLAIN, ...changes });
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < draws; i++) counts[sample(LOGITS)]! += 1 / draws;
  return counts;
}

function expectShares(found: number[], expected: number[]): void {
  found.forEach((share, id) => {
    if (expected[id] === 0) expect(share).toBe(0);
    else expect(Math.abs(share - expected[id]!)).toBeLessThan(0.015); // four standard deviations of the widest
  });
}

describe('the draw follows', () => {
  test('the distribution', () => expectShares(shares({}), [1 / 8, 1 / 2, 1 / 8, 1 / 4]));

  test('its squares, made one again, at temperature 1/2', () =>
    expectShares(shares({ temperature: 0.5 }), [1 / 22, 16 / 22, 1 / 22, 4 / 22]));

  test('the k likeliest under top-k', () => expectShares(shares({ topK: 2 }), [0, 2 / 3, 0, 1 / 3]));

  test('the lower id where top-k cuts between equals', () =>
    expectShares(shares({ topK: 3 }), [1 / 7, 4 / 7, 0, 2 / 7]));

  test('as few as reach p under top-p', () => expectShares(shares({ topP: 0.6 }), [0, 2 / 3, 0, 1 / 3]));

  test('top-p of what top-k left', () => expectShares(shares({ topK: 2, topP: 0.6 }), [0, 1, 0, 0]));
});

test('temperature 0 takes the largest logit, the lower id on a tie', () => {
  fc.assert(
    fc.property(logits, (row) => {
      expect(createSampler({ ...PLAIN, temperature: 0 })(row)).toBe(row.indexOf(Math.max(...row)));
    }),
  );
});

test('the same seed draws the same tokens', () => {
  fc.assert(
    fc.property(options, fc.array(logits, { minLength: 1, maxLength: 10 }), (given, rows) => {
      const [one, other] = [createSampler(given), createSampler(given)];
      expect(rows.map(one)).toEqual(rows.map(other));
    }),
  );
});

test('it goes on where another stopped', () => {
  fc.assert(
    fc.property(options, fc.array(logits, { minLength: 1, maxLength: 10 }), fc.nat(9), (given, rows, at) => {
      const drawn = rows.map(createSampler(given));
      expect(rows.slice(at).map(createSampler(given, Math.min(at, rows.length)))).toEqual(drawn.slice(at));
    }),
  );
});

test('what is drawn is among the k likeliest, and the likeliest can always be drawn', () => {
  fc.assert(
    fc.property(options, logits, (given, row) => {
      const id = createSampler(given)(row);
      const above = row.filter((logit) => logit > row[id]!).length;
      expect(row[id]).toBeDefined();
      if (given.topK > 0) expect(above).toBeLessThan(given.topK);
      if (given.topK === 1) expect(row[id]).toBe(Math.max(...row));
    }),
  );
});

test('mulberry32 is the published one', () => {
  expect(mulberry32(0)()).toBe(0.26642920868471265);
  expect(mulberry32(1)()).toBe(0.6270739405881613);
  expect(new Set(Array.from({ length: 1000 }, mulberry32(7))).size).toBe(1000);
});

test.each([
  { temperature: -1 },
  { temperature: Number.NaN },
  { temperature: Number.POSITIVE_INFINITY },
  { topK: -1 },
  { topK: 1.5 },
  { topP: 0 },
  { topP: 1.1 },
  { seed: -1 },
  { seed: 2 ** 32 },
])('%j is refused in words', (wrong) => {
  expect(() => createSampler({ ...PLAIN, ...wrong })).toThrow(
    expect.objectContaining({ code: 'E-INPUT', message: expect.stringContaining('cannot be drawn') }),
  );
});
