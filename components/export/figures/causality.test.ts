// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { effectsUnder } from '../../causality/effects';
import { wordsOf } from '../../causality/words';
import { comparison } from '../../testing/comparison';
import { framed } from '../frame';
import { type Palette, plainColour } from '../palette';
import { causalityFigure } from './causality';

const palette = new Proxy({} as Palette, { get: () => plainColour('#3457b1') });
const ORIGIN = {
  made: 'nano/mor-expert on WASM',
  date: '2026-01-02',
  link: 'https://example.org/?view=causality',
};

function svgOf(of: ReturnType<typeof comparison>, to: string) {
  const words = wordsOf(of.change.before);
  const asked = { words, place: words.length - 1 };
  const drawing = causalityFigure({
    comparison: of,
    effects: effectsUnder(of),
    asked,
    to,
    pinned: 1,
    palette,
  });
  const parsed = new DOMParser().parseFromString(framed(drawing, ORIGIN, palette), 'image/svg+xml');
  expect(parsed.querySelector('parsererror')).toBeNull();
  return { drawing, text: parsed.documentElement.textContent ?? '' };
}

describe('the figure of a changed word', () => {
  it('draws both rules with what flipped, and says it', () => {
    const flipped = comparison({
      before: 'The cat sat on',
      after: 'The cat sat <by>',
      topk: [
        [1, 2, 3, 1],
        [1, 3, 2, 2, 1, 1],
      ],
      kept: { before: { 1: { 7: 0.5, 8: 0.3 } }, after: { 1: { 8: 0.6, 7: 0.2 } } },
    });
    const { drawing, text } = svgOf(flipped, '<by>');
    expect(drawing.caption).toMatch(
      /^“<by>” in the place of “on”\. Under top-k 2 of 3 earlier tokens change depth/,
    );
    expect(text).toContain('▲ deeper');
    expect(text).toContain('▼ shallower');
    expect(text).toContain('2 → 3');
    expect(text).toContain('30%');
    expect(text).toContain('none changes');
  });

  it('says that nothing is changed yet', () => {
    const { drawing } = svgOf(comparison({ before: 'The cat', after: 'The cat' }), '');
    expect(drawing.caption).toMatch(/^Nothing is changed yet/);
  });
});
