// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kvBytes, kvBytesRead, kvEntries, kvEntryBytes } from '../../model/cost';
import { type Page, renderOnPage } from '../testing/render';
import { cells, expectPinsByKeyboard, focused, grid } from '../testing/token-grid';
import { bytes, exact } from '../ui/format';
import { KvCacheView } from './kv-cache-view';

const TEXT = 'Lily has a red ball';
let page: Page;

beforeEach(async () => {
  page = await renderOnPage(<KvCacheView />, `?text=${encodeURIComponent(TEXT)}`);
});

afterEach(() => {
  cleanup();
  page.leave();
});

const mor = () => page.store.getState().run.traces.mor!;

it('draws the cache that ran, and marks it where the model was trained with the other one', async () => {
  expect(cells().some((cell) => cell.dataset.state === 'reused')).toBe(false);
  await act(async () => {
    page.store.getState().set({ servedCache: 'other' });
    await page.store.whenIdle();
  });
  expect(
    screen.getByText(/^Mismatch: trained with the recursion-wise cache, run with the shared/),
  ).toBeTruthy();
  expect(cells().some((cell) => cell.dataset.state === 'reused')).toBe(true);
});

describe('the grid', () => {
  it('has a row for every token, a cell for every layer pass, and a sentence for every cell', () => {
    expect(within(grid()).getAllByRole('row')).toHaveLength(1 + 5);
    expect(cells()).toHaveLength(5 * 8);
    expect(cells().filter((cell) => cell.dataset.state === 'kept')).toHaveLength(kvEntries(mor()));
    for (const cell of cells()) expect(cell.getAttribute('aria-label')).toMatch(/^Token \d, “.+”, .+: .+\.$/);
  });

  it('names its rows as the sketch does, in words for those who listen', () => {
    const headers = within(grid()).getAllByRole('columnheader');
    expect(headers.map((header) => header.textContent)).toEqual([
      'Token',
      ...['first', 'r1 l1', 'r1 l2', 'r2 l1', 'r2 l2', 'r3 l1', 'r3 l2', 'last'],
    ]);
    expect(headers[3]!.getAttribute('aria-label')).toBe('recursion 1, layer 2');
  });

  it('is one tab stop, and the arrow keys move inside it', async () => {
    const user = userEvent.setup();
    expect(grid().querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    act(() => cells()[0]!.focus());
    expect(focused()).toBe('0:1');
    await user.keyboard('{ArrowRight}{ArrowUp}');
    expect(focused()).toBe('1:2');
    await user.keyboard('{End}{PageUp}');
    expect(focused()).toBe('4:8');
    await user.keyboard('{Home}{PageDown}{ArrowLeft}');
    expect(focused()).toBe('0:0');
    expect(grid().querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  });

  it('pins with Enter, lets go with Enter or Escape', async () => {
    await expectPinsByKeyboard(page, cells()[8]!, 1);
  });

  it('pins what is clicked, tells others what is looked at, and says it', async () => {
    const user = userEvent.setup();
    await user.click(cells()[16]!);
    expect(page.store.getState().selection).toMatchObject({ pinned: 2, hovered: 2 });
    expect(screen.getByText(cells()[16]!.getAttribute('aria-label')!)).toBeTruthy();
    await user.unhover(grid());
    expect(page.store.getState().selection.hovered).toBeNull();
  });
});

it('pins by the bars as well', async () => {
  const user = userEvent.setup();
  const chart = screen.getByRole('img', { name: /Written token by token/ });
  await user.click(chart.querySelector('[data-step="3"]')!);
  expect(page.store.getState().selection).toMatchObject({ pinned: 3, hovered: 3 });
  expect(screen.getByText(/^Token 4, “red”: its step reads/)).toBeTruthy();
});

it('says what is kept, of what vanilla keeps', () => {
  expect(screen.getByText(/^This text keeps \d+ entries, .+ of vanilla’s 40 entries/)).toBeTruthy();
});

it('shows the same as a table, with the model’s own sums', async () => {
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Show as table' }));
  expect(screen.queryByRole('grid')).toBeNull();
  const table = screen.getByRole('table', { name: /Entries of each token/ });
  expect(within(table).getAllByRole('row')).toHaveLength(1 + 5 + 1);
  const sums = within(table).getAllByRole('row').at(-1)!.textContent;
  expect(sums).toContain(exact(kvBytesRead(mor(), 4)));
  expect(sums).toContain(exact(kvBytesRead(page.store.getState().run.traces.vanilla!, 4)));
});

it('opens the formulas with their numbers', () => {
  const laws = screen.getByRole('table', { name: /Formulas of the cache/ });
  expect(within(laws).getByText('(3 + 1) / (2 · 3)', { selector: 'tr:first-child *' })).toBeTruthy();
  expect(within(laws).getAllByRole('button').length).toBeGreaterThanOrEqual(5);
});

it('marks what sharing reads again', async () => {
  await act(async () => {
    page.store.getState().set({ cache: 'shared' });
    await page.store.whenIdle();
  });
  expect(mor().config.kvCache).toBe('recursive_sharing');
  expect(cells().some((cell) => cell.dataset.state === 'reused')).toBe(true);
  expect(screen.getByText('reused: read from an earlier recursion')).toBeTruthy();
  expect(screen.getByText('1 / 3')).toBeTruthy();
});

it('waits where there is nothing to count', async () => {
  await act(async () => {
    page.store.getState().set({ text: '' });
    await page.store.whenIdle();
  });
  expect(screen.getByText(/Counted from the run/)).toBeTruthy();
});

it('goes through the paper’s shapes and contexts, with the cost panel', async () => {
  const user = userEvent.setup();
  const long = within(screen.getByRole('region', { name: 'At long contexts' }));
  await user.click(long.getByRole('radio', { name: '1.7B' }));
  expect(page.store.getState().settings.shape).toBe('1.7B');
  fireEvent.change(long.getByRole('slider', { name: /Context/ }), { target: { value: '6' } });
  expect(page.store.getState().settings.contextLength).toBe(131_072);
  expect(long.getByText(/^At 1\.7B, \d+ layers and 131,072 tokens, MoR keeps/)).toBeTruthy();
});

it('names the buffers beside the live bytes: none for a text that was read at once', () => {
  const ledger = screen.getByText('Live entries').closest('dl')!;
  expect(ledger.textContent).toContain(bytes(kvBytes(mor(), 4)));
  expect(within(ledger).getByText('none')).toBeTruthy();
});

describe('as it is written', () => {
  const kept = () => cells().filter((cell) => cell.dataset.state === 'kept').length;
  const step = () => userEvent.setup().click(screen.getByRole('button', { name: 'One more token' }));
  const grown = (tokens: number) =>
    waitFor(() => expect(within(grid()).getAllByRole('rowheader')).toHaveLength(tokens), { timeout: 10_000 });

  it('grows a column with every token, and its bytes are those of the cache', async () => {
    const user = userEvent.setup();
    await user.click(screen.getByRole('radio', { name: 'As it is written' }));
    expect(screen.queryByRole('grid')).toBeNull();
    await step();
    await grown(6);
    const before = kept();
    await step();
    await grown(7);
    expect(kept()).toBeGreaterThan(before);
    const entry = kvEntryBytes(mor().config, 4);
    expect(screen.getByText('Live entries').nextElementSibling!.textContent).toBe(bytes(kept() * entry));
    expect(screen.getByText(/^MoR’s text so far keeps \d+ entries, .+ of vanilla’s 56 entries/)).toBeTruthy();
    expect(screen.getByText(/allocated at once with room for \d+ tokens/)).toBeTruthy();
  });

  it('links the prompt with the page, and nothing that was written after it', async () => {
    const user = userEvent.setup();
    await user.click(screen.getByRole('radio', { name: 'As it is written' }));
    await step();
    await grown(6);
    const names = within(grid()).getAllByRole('rowheader');
    await user.click(names[1]!);
    expect(page.store.getState().selection).toMatchObject({ pinned: 1, hovered: 1 });
    await user.click(names[5]!);
    expect(page.store.getState().selection).toMatchObject({ pinned: 1, hovered: null });
  });
});
