// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Page, renderOnPage } from '../testing/render';
import { trace } from '../testing/traces';
import { factsOf } from '../trace/facts';
import { headRows, passesOf } from './attention-row';
import { Inspector } from './inspector';
import { mostTelling } from './most-telling';
import { predictionsAt } from './predictions-at';

let page: Page;

beforeEach(async () => {
  vi.stubGlobal('fetch', async () => ({ ok: true, json: async () => ({ model: { vocab: {} } }) }));
  page = await renderOnPage(<Inspector />, '?text=Lily%20has%20a%20red%20ball');
});

afterEach(() => {
  cleanup();
  page.leave();
  vi.unstubAllGlobals();
});

it('shows a telling token until one is pinned, and lets a pinned one go', async () => {
  const user = userEvent.setup();
  expect(screen.getByText(/Choose any token/)).toBeTruthy();
  act(() => page.store.getState().pin(1));
  expect(screen.getByRole('heading', { name: '“has”' })).toBeTruthy();
  expect(screen.queryByText(/Choose any token/)).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Unpin' }));
  expect(page.store.getState().selection.pinned).toBeNull();
});

it('shows predictions after each pass of the token, and of the other two models', async () => {
  act(() => page.store.getState().pin(0));
  const depth = page.store.getState().run.traces.mor!.depth[0]!;
  const titles = screen.getAllByRole('heading', { level: 4 }).map((heading) => heading.textContent);
  const passes = Array.from({ length: depth }, (_, i) => `after ${i + 1}`);
  expect(titles).toEqual([...passes, 'MoR', 'recursive', 'vanilla']);
  await waitFor(() => expect(screen.getAllByText(/^#\d+$/).length).toBeGreaterThan(0));
});

it('asks for attention only when it is opened', async () => {
  const asked = () => page.engine.calls.filter((call) => call.startsWith('attention'));
  act(() => page.store.getState().pin(2));
  expect(asked()).toEqual([]);
  const details = screen.getByText('What it looks at').closest('details')!;
  act(() => {
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
  });
  await waitFor(() => expect(within(details).getAllByText(/^head \d$/)).toHaveLength(4));
  expect(asked()).toHaveLength(1);
  fireEvent.change(within(details).getByRole('combobox'), { target: { value: '2' } });
  await waitFor(() => expect(asked()).toHaveLength(2));
  expect(page.store.getState().settings).toMatchObject({ attention: true, layer: 2 });
});

it('asks for the attention of the cache that ran', async () => {
  await act(async () => {
    page.store.getState().set({ servedCache: 'other', attention: true });
    await page.store.whenIdle();
  });
  await waitFor(() =>
    expect(page.engine.calls.at(-1)).toMatch(/^attention nano\/mor-expert .+ \(recursive_sharing\)$/),
  );
});

it('says so where attention cannot be had', async () => {
  page.engine.failNext('attention', 'E-WORKER');
  const details = screen.getByText('What it looks at').closest('details')!;
  act(() => {
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
  });
  await waitFor(() => expect(within(details).getByText('Fake E-WORKER.')).toBeTruthy());
});

it('chooses the deepest token with the highest last score', () => {
  expect(mostTelling(factsOf(trace()))).toBe(2);
});

it('leaves out the predictions of a model whose run is of another text', () => {
  const mor = trace();
  const titles = (of: Parameters<typeof predictionsAt>[0]) =>
    predictionsAt(of, 1, 3).map((each) => each.title);
  expect(titles({ mor, recursive: null, vanilla: { ...mor, tokens: mor.tokens.slice(1) } })).toEqual([
    'after 1',
    'after 2',
    'MoR',
  ]);
});

it('names the passes a token went through', () => {
  expect(passesOf(trace(), 1).map(({ name }) => name)).toEqual([
    'first layer',
    'recursion 1, layer 1',
    'recursion 1, layer 2',
    'recursion 2, layer 1',
    'recursion 2, layer 2',
    'last layer',
  ]);
});

it('reads a token’s row of attention, keys that were not offered left out', () => {
  const attention = {
    layer: 3,
    recursion: 2,
    heads: 2,
    queries: Int32Array.of(1, 2),
    keys: Int32Array.of(1, 2),
    weights: Float32Array.of(1, 0, 0.25, 0.75, 1, 0, 0.5, 0.5),
  };
  expect(headRows(attention, 2, 3)).toEqual([
    { head: 0, weights: [null, 0.25, 0.75], top: 2 },
    { head: 1, weights: [null, 0.5, 0.5], top: 1 },
  ]);
  expect(headRows(attention, 0, 3)).toEqual([]);
});
