import { expect, it } from 'vitest';
import { kvBytesPerToken } from '../../model/cost';
import { CHOICES } from '../../store/settings';
import { scaledConfigs } from '../cost/scale-up';
import { bytesAt, describeGrowth, growthOf, layoutGrowth } from './growth';

const SETTINGS = {
  routing: 'expert',
  cache: 'recursion-wise',
  servedCache: 'trained',
  recursions: 3,
} as const;

it.each(CHOICES.shape)('%s: bytes are those of a token, times the tokens', (name) => {
  const growth = growthOf(name, SETTINGS);
  const configs = scaledConfigs(growth.shape, SETTINGS);
  for (const length of CHOICES.contextLength) {
    const at = bytesAt(growth, length);
    expect(at.mor).toBeCloseTo(kvBytesPerToken(configs.mor, 2) * length);
    expect(at.vanilla).toBe(kvBytesPerToken(configs.vanilla, 2) * length);
    expect(at.recursive).toBe(at.vanilla);
    expect(at.mor).toBeLessThan(at.vanilla);
  }
});

it('says what is kept at a length, of what vanilla keeps', () => {
  expect(describeGrowth(growthOf('360M', SETTINGS), 131_072)).toBe(
    'At 360M, 32 layers and 131,072 tokens, MoR keeps 3.69 GB, 69% of vanilla’s 5.37 GB; the recursive model keeps as much as vanilla. Two bytes a number, every recursion taking its share of the tokens.',
  );
  const shared = growthOf('360M', { ...SETTINGS, cache: 'shared' });
  expect(bytesAt(shared, 2048).mor / bytesAt(shared, 2048).vanilla).toBeCloseTo(12 / 32);
});

it.each([300, 480, 900, 1400])('is drawn inside %i px, twice as long twice as far', (width) => {
  const growth = growthOf('1.7B', SETTINGS);
  const chart = layoutGrowth(growth, width);
  const { x, y, left, right, bottom } = chart;
  expect([x(0), x(131_072)]).toEqual([left, right]);
  expect(right).toBeLessThan(width);
  expect(x(65_536) - left).toBeCloseTo((right - left) / 2);
  expect(y(0)).toBe(bottom);
  for (const role of ['mor', 'recursive', 'vanilla'] as const) {
    for (const value of growth.bytes[role]) {
      expect(y(value)).toBeGreaterThan(0);
      expect(y(value)).toBeLessThanOrEqual(bottom);
    }
  }
});
