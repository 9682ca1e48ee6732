// @vitest-environment jsdom
import { act, cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Page, renderOnPage } from '../testing/render';
import { cells, expectPinsByKeyboard, focused, grid } from '../testing/token-grid';
import { DepthMap } from './depth-map';
import './depth-table';

const TEXT = 'Lily has a red ball';
let page: Page;

beforeEach(async () => {
  page = await renderOnPage(<DepthMap />, `?text=${encodeURIComponent(TEXT)}`);
});

afterEach(() => {
  cleanup();
  page.leave();
});

describe('the grid', () => {
  it('has a row for every token, a cell for every recursion, and a sentence for every cell', () => {
    expect(within(grid()).getAllByRole('row')).toHaveLength(1 + 5);
    expect(cells()).toHaveLength(5 * 3);
    for (const cell of cells()) expect(cell.getAttribute('aria-label')).toMatch(/^Token \d, “.+”: .+\.$/);
  });

  it('names its columns with their counts', () => {
    const names = within(grid())
      .getAllByRole('columnheader')
      .map((header) => header.textContent);
    expect(names).toEqual(['Token', 'recursion 15 of 5', expect.any(String), expect.any(String)]);
  });

  it('is one tab stop, and the arrow keys move inside it', async () => {
    const user = userEvent.setup();
    expect(grid().querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    act(() => cells()[0]!.focus());
    expect(focused()).toBe('0:1');
    await user.keyboard('{ArrowRight}');
    expect(focused()).toBe('1:1');
    await user.keyboard('{ArrowUp}');
    expect(focused()).toBe('1:2');
    await user.keyboard('{End}');
    expect(focused()).toBe('4:2');
    await user.keyboard('{Home}{PageDown}');
    expect(focused()).toBe('0:0');
    await user.keyboard('{ArrowLeft}');
    expect(focused()).toBe('0:0');
    expect(grid().querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  });

  it('pins with Enter, lets go with Enter or Escape', async () => {
    await expectPinsByKeyboard(page, cells()[3]!, 1);
  });

  it('pins what is clicked, and tells others what is looked at', async () => {
    const user = userEvent.setup();
    await user.click(cells()[6]!);
    expect(page.store.getState().selection).toMatchObject({ pinned: 2, hovered: 2 });
    await user.unhover(grid());
  });
});

it('goes through the run recursion by recursion', async () => {
  const user = userEvent.setup();
  await user.click(screen.getByRole('radio', { name: 'After 1' }));
  expect(page.store.getState().selection.recursion).toBe(1);
  expect(screen.getByText(/^Recursion 1 of 3: five of 5 tokens went through it/)).toBeTruthy();
  expect(cells().filter((cell) => cell.dataset.passage === 'veiled')).toHaveLength(10);
  await user.click(screen.getByRole('radio', { name: 'All' }));
  expect(page.store.getState().selection.recursion).toBeNull();
});

it('shows the same run as a table', async () => {
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Show as table' }));
  expect(screen.queryByRole('grid')).toBeNull();
  expect(page.store.getState().settings.table).toBe(true);
  const rows = within(await screen.findByRole('table')).getAllByRole('row');
  expect(rows).toHaveLength(1 + 5);
  expect(rows[1]!.textContent).toMatch(/^1Lily[123]went through/);
});

it('invites to type where there is no text', async () => {
  await act(async () => {
    page.store.getState().set({ text: '' });
    await page.store.whenIdle();
  });
  expect(screen.getByText(/Type a sentence above/)).toBeTruthy();
});

it('says how many tokens were left off', async () => {
  await act(async () => {
    page.store.getState().set({ text: 'word, '.repeat(150) });
    await page.store.whenIdle();
  });
  expect(screen.getByText(/the last \d+ tokens were left off/)).toBeTruthy();
});

it('lights the tokens that a phrase of the caption speaks of, and the phrase where one of them is looked at', async () => {
  const user = userEvent.setup();
  const phrase = screen.getByRole('button', { name: /went all the way$/ });
  const deepest = cells().filter(({ dataset }) => dataset.place?.endsWith(':3'));
  const lights = () => deepest.map((cell) => cell.closest<HTMLElement>('[role="row"]')?.dataset.light);
  const depths = [...page.store.getState().run.traces.mor!.depth];
  await user.hover(phrase);
  expect(lights()).toEqual(depths.map((depth) => (depth === 3 ? 'lit' : 'dim')));
  await user.unhover(phrase);
  expect(new Set(lights())).toEqual(new Set([undefined]));
  await user.click(phrase);
  await user.unhover(phrase);
  expect(phrase.getAttribute('aria-pressed')).toBe('true');
  expect(lights()).toContain('dim');
  await user.click(phrase);
  expect(page.store.getState().selection.lit).toBeNull();
  act(() => page.store.getState().hover(depths.indexOf(3)));
  expect(phrase.dataset.lit).toBe('true');
});

it('lets the light go with the phrase', async () => {
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: /went all the way$/ }));
  act(() => page.store.getState().scrub(1));
  expect(page.store.getState().selection.lit).toBeNull();
});
