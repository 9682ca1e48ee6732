import { describe, expect, it } from 'vitest';
import { bytes, duration, flops, metric, percent, score } from './format';

describe('metric', () => {
  it.each([
    [0, '', '0'],
    [412, 'B', '412 B'],
    [999, 'B', '999 B'],
    [1000, 'B', '1.00 kB'],
    [57_344, 'B', '57.3 kB'],
    [999_600, 'B', '1.00 MB'],
    [1_742_080, '', '1.74 M'],
    [44_600_000, 'FLOP', '44.6 MFLOP'],
    [833_620_000, 'FLOP', '834 MFLOP'],
    [-2500, 'B', '−2.50 kB'],
    [Number.NaN, 'B', '–'],
  ])('%d %s is %s', (value, unit, text) => {
    expect(metric(value, unit)).toBe(text);
  });

  it('has a name for bytes and for FLOPs', () => {
    expect(bytes(43_000)).toBe('43.0 kB');
    expect(flops(33.1e6)).toBe('33.1 MFLOP');
  });
});

describe('score', () => {
  it('drops the leading zero, and keeps a whole one', () => {
    expect(score(0.82)).toBe('.82');
    expect(score(0.004)).toBe('.00');
    expect(score(1)).toBe('1.00');
    expect(score(0.999)).toBe('1.00');
  });

  it('takes more digits where two would hide the decision', () => {
    expect(score(0.4996, 0.5)).toBe('.4996');
    expect(score(0.503, 0.5)).toBe('.503');
    expect(score(0.5, 0.5)).toBe('.50');
    expect(score(0.34, 0.5)).toBe('.34');
  });
});

it('writes durations and shares', () => {
  expect(duration(9.84)).toBe('9.84 ms');
  expect(duration(98.44)).toBe('98.4 ms');
  expect(duration(1240)).toBe('1.24 s');
  expect(percent(0.614)).toBe('61%');
  expect(percent(0.031)).toBe('3.1%');
  expect(percent(0.0001)).toBe('<0.1%');
  expect(percent(0)).toBe('0%');
});
