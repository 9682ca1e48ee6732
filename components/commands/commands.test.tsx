// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import '../../languages/testing';
import { CHOICES } from '../../store/settings';
import { LINK_TEXT_LIMIT } from '../../store/url';
import { useAppStore } from '../app-store';
import { addressOf } from '../explore/address';
import { type Page, renderOnPage } from '../testing/render';
import { ACTIONS } from './actions';
import { Commands } from './commands';
import './keys-sheet';
import './palette';
import { openSheet } from './sheet';
import { letSingleKeysAct } from './single-keys';

let page: Page;
const state = () => page.store.getState();

/** jsdom has neither dialogs nor what cmdk watches sizes by. */
beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function open(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  };
  Element.prototype.scrollIntoView = () => {};
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});

beforeEach(async () => {
  letSingleKeysAct(true);
  page = await renderOnPage(<OnPage />);
});

afterEach(() => {
  openSheet(null);
  cleanup();
  page.leave();
});

function OnPage() {
  return (
    <main>
      <textarea aria-label="text" />
      <CommandsOfPage />
    </main>
  );
}

function CommandsOfPage() {
  return <Commands store={useAppStore()} />;
}

it('gives every command a name of its own, and no two the same key', () => {
  const labels = ACTIONS.map((action) => action.label());
  expect(new Set(labels).size).toBe(labels.length);
  const keys = ACTIONS.flatMap(({ key }) => key ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});

it('opens every view by its number, and turns a switch by its letter', async () => {
  const user = userEvent.setup();
  for (const [i, view] of CHOICES.view.entries()) {
    await user.keyboard(String(i + 1));
    expect(state().settings.view).toBe(view);
  }
  await user.keyboard('c');
  expect(state().settings.cache).toBe('shared');
  await user.keyboard('u');
  expect(state().settings.cache).toBe('recursion-wise');
});

it('copies the same link as the page’s button, and says so in its words', async () => {
  const user = userEvent.setup();
  state().set({ text: 'a'.repeat(LINK_TEXT_LIMIT + 1), seed: 7 });
  await user.keyboard('l');
  expect(await screen.findByText(/^The link is copied\. The text is too long for a link/)).toBeTruthy();
  expect(await navigator.clipboard.readText()).toBe(addressOf(state()));
});

it('leaves letters to the field that has the focus', async () => {
  const user = userEvent.setup();
  await user.type(screen.getByLabelText('text'), '2t');
  expect(state().settings.view).toBe('depth');
  expect((screen.getByLabelText('text') as HTMLTextAreaElement).value).toBe('2t');
});

it('finds a command by its words and does it, and closes', async () => {
  const user = userEvent.setup();
  await user.keyboard('{Control>}k{/Control}');
  const palette = await screen.findByRole('dialog', { name: 'Commands' });
  await user.type(within(palette).getByRole('combobox'), 'causality');
  await user.keyboard('{Enter}');
  expect(state().settings.view).toBe('causality');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('lets single keys be turned off, and remembers it; the chord still works', async () => {
  const user = userEvent.setup();
  await user.keyboard('?');
  const sheet = await screen.findByRole('dialog', { name: 'Keys' });
  await user.click(within(sheet).getByRole('checkbox'));
  expect(localStorage.getItem('mor-explorer-single-keys')).toBe('off');
  await user.click(within(sheet).getByRole('button', { name: 'Close' }));
  openSheet(null);
  await user.keyboard('2');
  expect(state().settings.view).toBe('depth');
  await user.keyboard('{Control>}k{/Control}');
  expect(await screen.findByRole('dialog', { name: 'Commands' })).toBeTruthy();
});
