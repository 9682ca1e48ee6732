// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import '../../languages/testing';
import { decodeTrace } from '../../model/trace-json';
import { captionOf, DepthPicture } from './depth-picture';
import { pictureOf } from './picture';

const { mor, vanilla } = JSON.parse(readFileSync('public/traces/cat.json', 'utf8')).traces;
const run = decodeTrace(mor);
const picture = pictureOf(run, decodeTrace(vanilla), run);

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const wantsNoMotion = () =>
  vi.stubGlobal('matchMedia', () => ({
    matches: true,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));

/** Cells in view, by recursion. */
const shown = (passage: string) =>
  document.querySelectorAll(`[data-there][data-passage="${passage}"]`).length;

it('draws as many cells as the run had tokens in its rounds, and says who went and who left', () => {
  wantsNoMotion();
  render(<DepthPicture picture={picture} />);
  expect(shown('through')).toBe(run.recursions[0]?.selected.length);
  const sentence = captionOf(picture, 2);
  for (const position of run.recursions[1]?.selected ?? []) {
    expect(sentence.split('; ')[0]).toContain(`“${run.tokens[position]?.text.trim()}”`);
  }
});

it('plays to the end by itself, and what was spent is what the run cost', () => {
  render(<DepthPicture picture={picture} />);
  for (const _ of picture.spent) act(() => vi.advanceTimersByTime(5_000));
  expect(shown('through')).toBe(run.recursions.reduce((sum, { selected }) => sum + selected.length, 0));
  expect(screen.getByText(captionOf(picture, picture.bars.length + 1))).toBeTruthy();
  expect(picture.spent.at(-1)).toBeLessThan(picture.vanilla);
});

it('never moves by itself where no motion is wanted, and goes step by step', async () => {
  wantsNoMotion();
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  render(<DepthPicture picture={picture} />);
  act(() => vi.advanceTimersByTime(20_000));
  expect(screen.queryByRole('button', { name: /play/i })).toBeNull();
  expect(screen.getByText(captionOf(picture, 1))).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Step' }));
  expect(screen.getByText(captionOf(picture, 2))).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Back' }));
  expect(screen.getByText(captionOf(picture, 1))).toBeTruthy();
});

it('spends more with every round', () => {
  for (let i = 1; i < picture.spent.length; i += 1) {
    expect(picture.spent[i]).toBeGreaterThan(picture.spent[i - 1] ?? 0);
  }
});
