// @vitest-environment jsdom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS, HIDEABLE } from '../../store/settings';
import type { Hideable } from '../../store/state';
import { LINK_TEXT_LIMIT, linkFromUrl } from '../../store/url';
import { type Page, renderOnPage } from '../testing/render';
import { Explore } from './explore';
// Here already, so that no test waits for their code.
import '../cost/cost-panel';
import '../inspector/inspector';
import './embed-foot';

/** A whole page takes its time here. */
const PATIENT = { timeout: 10_000 };
vi.setConfig({ testTimeout: 20_000 });

let page: Page;

afterEach(() => {
  cleanup();
  page.leave();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const open = async (search = '') => {
  vi.stubGlobal('fetch', async () => ({ ok: true, json: async () => ({ model: { vocab: {} } }) }));
  page = await renderOnPage(<Explore live />, search);
};

/** What a visitor can tell each part by. */
const SIGNS: { readonly [part in Hideable]: string | RegExp } = {
  text: /^Type anything/,
  examples: 'Examples',
  switches: 'Routing',
  views: 'View',
  inspector: /^Next token, after/,
  cost: 'What it costs',
};

const left = () => HIDEABLE.filter((part) => screen.queryAllByText(SIGNS[part]).length === 0);

it.each(HIDEABLE)('leaves out %s and nothing else', async (part) => {
  await open(`?hide=${part}`);
  await waitFor(() => expect(left()).toEqual([part]), PATIENT);
  expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
});

it('shows the picture with its title where all else is left out, and brings everything back', async () => {
  const user = userEvent.setup();
  await open(`?hide=${HIDEABLE.join(',')}&cache=shared`);
  expect(screen.getByRole('heading', { level: 1 })).toBeTruthy();
  expect(screen.getByRole('grid', { name: /^Depth of each token/ })).toBeTruthy();
  expect(page.store.getState().run.traces.mor?.model).toBe('nano/mor-expert-shared');
  await user.click(screen.getByRole('button', { name: 'Show all controls' }));
  await waitFor(() => expect(left()).toEqual([]), PATIENT);
  expect(page.store.getState().canUndo).toBe(false);
  expect(screen.queryByRole('button', { name: 'Show all controls' })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('main'));
});

it('has neither header nor footer inside another page, but the way to the page itself', async () => {
  await open('?embed=1&cache=shared');
  expect(screen.queryByRole('banner')).toBeNull();
  const link = await screen.findByText('Open in MoR Explorer', {}, PATIENT);
  const { search } = new URL(link.getAttribute('href')!);
  expect(linkFromUrl(search).link).toMatchObject({ embed: false, cache: 'shared' });
  expect(link.getAttribute('rel')).toBe('noopener');
});

it('copies the address of what is in view, and says so until the view is another', async () => {
  const user = userEvent.setup();
  await open();
  act(() => {
    page.store.getState().set({ table: true, seed: 7 });
    page.store.getState().pin(2);
  });
  await user.click(screen.getByRole('button', { name: 'Copy link' }));
  const status = screen.getByRole('status', { name: 'Link' });
  expect(status.textContent).toBe('The link is copied.');
  const { link, notices } = linkFromUrl(new URL(await navigator.clipboard.readText()).search);
  expect(notices).toEqual([]);
  expect(link).toEqual({ ...DEFAULT_SETTINGS, table: true, seed: 7, pinned: 2, recursion: null });
  act(() => page.store.getState().pin(3));
  expect(status.textContent).toBe('');
  expect(screen.getByRole('button', { name: 'Copy link' })).toBeTruthy();
});

it('shows the link where the browser does not let it copy', async () => {
  const user = userEvent.setup();
  await open('?cache=shared');
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
  await user.click(screen.getByRole('button', { name: 'Copy link' }));
  const field = screen.getByRole('textbox', { name: 'Link to what is in view' }) as HTMLInputElement;
  expect(field.value).toMatch(/^http.*\?cache=shared$/);
  expect(document.activeElement).toBe(field);
  expect(field.selectionEnd).toBe(field.value.length);
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('textbox', { name: 'Link to what is in view' })).toBeNull();
});

it('says that a text was too long to be copied', async () => {
  const user = userEvent.setup();
  await open();
  act(() => page.store.getState().set({ text: 'a'.repeat(LINK_TEXT_LIMIT + 1) }));
  await user.click(screen.getByRole('button', { name: 'Copy link' }));
  expect(
    await screen.findByText(/^The link is copied\. The text is too long for a link/, {}, PATIENT),
  ).toBeTruthy();
});

it('shares where the device is worked with a finger, and says nothing where that is broken off', async () => {
  const user = userEvent.setup();
  const share = vi.fn().mockRejectedValue(new DOMException('not now', 'AbortError'));
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  Object.assign(navigator, { share });
  await open('?cache=shared');
  await user.click(screen.getByRole('button', { name: 'Share link' }));
  Reflect.deleteProperty(navigator, 'share');
  expect(share).toHaveBeenCalledWith(
    expect.objectContaining({ url: expect.stringMatching(/cache=shared$/) }),
  );
  expect(screen.getByRole('status', { name: 'Link' }).textContent).toBe('');
});
