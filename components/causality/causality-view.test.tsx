// @vitest-environment jsdom

import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { t } from '../../languages/current';
import { breathe } from '../../model/testing/breathe';
import { type Page, renderOnPage } from '../testing/render';
import { cells, expectPinsByKeyboard, focused, grid } from '../testing/token-grid';
import { CausalityView } from './causality-view';
import { EXAMPLES } from './examples';

let page: Page;

afterEach(() => {
  cleanup();
  page.leave();
});

const TEXT = 'Lily has a red ball';
const user = userEvent.setup({ delay: null });

async function open(search = `?text=${encodeURIComponent(TEXT)}&changeTo=moon`) {
  page = await renderOnPage(<CausalityView />, search);
  await settle();
}

/** Lets all that is under way happen. */
const settle = () =>
  act(async () => {
    await page.store.whenIdle();
    await breathe();
  });

async function click(target: HTMLElement) {
  await user.click(target);
  await settle();
}

async function type(to: string) {
  fireEvent.change(field(), { target: { value: to } });
  await settle();
}

const settings = () => page.store.getState().settings;
const field = () => screen.getByRole('textbox') as HTMLInputElement;
const word = (name: RegExp) => screen.getByRole('radio', { name }) as HTMLInputElement;
const spoken = () => screen.getByRole('status', { name: 'Causality' }).textContent;

describe('a changed word', () => {
  it('flips earlier tokens under top-k and none under threshold, in picture, sentence and table', async () => {
    await open();
    const flips = cells().filter((cell) => cell.dataset.flipped);
    expect(flips.length).toBeGreaterThan(0);
    for (const cell of flips)
      expect(cell.getAttribute('aria-label')).toMatch(/under top-k: .*(deeper|shallower)/);
    expect(cells()).toHaveLength(4 * 2);
    const count = flips.length;
    expect(spoken()).toMatch(
      new RegExp(`^Under top-k ${count} of 4 earlier tokens changes? depth.*none can\\.$`),
    );
  });

  it('is measured under both rules, and in vanilla', async () => {
    await open();
    const table = screen.getByRole('table', { name: /What the change does/ });
    const flips = cells().filter((cell) => cell.dataset.flipped).length;
    expect(table.querySelector('tbody tr')!.textContent).toBe(
      `Earlier tokens that change depth${flips} of 40 of 4–`,
    );
  });

  it('is the last one until another is picked', async () => {
    await open();
    expect(word(/^ball, word 5, now moon$/).checked).toBe(true);
    await click(word(/^red/));
    expect(settings().changeAt).toBe(3);
    expect(grid().querySelectorAll('[role="row"][aria-selected]')).toHaveLength(3);
    await click(word(/^ball/));
    expect(settings().changeAt).toBe(-1);
  });

  it('is typed, or taken from a few, and put back', async () => {
    await open(`?text=${encodeURIComponent(TEXT)}`);
    expect(screen.getByText(/^Nothing is changed yet/)).toBeTruthy();
    expect(spoken()).toBe('');
    await type('dog');
    expect(settings().changeTo).toBe('dog');
    expect(spoken()).toMatch(/^Under top-k/);
    await click(screen.getByText('axolotl'));
    expect(field().value).toBe('axolotl');
    await click(screen.getByText('Put “ball” back'));
    expect(settings().changeTo).toBe('');
  });

  it('stands apart with what comes after it', async () => {
    await open(`?text=${encodeURIComponent(TEXT)}&changeAt=3&changeTo=blue`);
    const later = screen.getByRole('region', { name: 'From the change on' });
    const rows = within(later).getAllByRole('row');
    expect(rows[1]!.textContent).toMatch(/^Top-k ?red \d ?ball \d ?blue \d ?ball \d$/);
  });
});

it('takes a change that shows it in one step of undo', async () => {
  await open();
  const { id, text, changeTo } = EXAMPLES[0]!;
  const { title, lesson } = t().causality.examples[id];
  await click(screen.getByRole('button', { name: title }));
  expect(settings()).toMatchObject({ text, changeTo });
  expect(screen.getByText(lesson)).toBeTruthy();
  await act(async () => page.store.getState().set({ routing: 'token' }));
  await settle();
  expect(screen.queryByText(lesson)).toBeNull();
  expect(screen.getByText(/the model in view may do otherwise/)).toBeTruthy();
  await act(async () => page.store.getState().undo());
  await act(async () => page.store.getState().undo());
  await settle();
  expect(settings()).toMatchObject({ text: TEXT, changeAt: -1, changeTo: 'moon' });
});

describe('the picture', () => {
  it('is one tab stop and linked with the page', async () => {
    await open();
    expect(grid().querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    act(() => cells()[0]!.focus());
    expect(focused()).toBe('0:1');
    await user.keyboard('{ArrowUp}{ArrowRight}');
    expect(focused()).toBe('1:2');
    expect(page.store.getState().selection.hovered).toBe(1);
    await expectPinsByKeyboard(page, cells()[2]!, 1);
  });

  it('has a table behind it', async () => {
    await open();
    await click(screen.getByRole('button', { name: 'Show as table' }));
    expect(screen.queryByRole('grid')).toBeNull();
    const table = screen.getByRole('table', { name: /^Depth, prediction and loss/ });
    expect(within(table).getAllByRole('row')).toHaveLength(1 + 4);
    expect(settings().table).toBe(true);
  });
});

describe('where there is nothing to compare', () => {
  it('says that a text is wanted', async () => {
    await open('?text=');
    expect(screen.getByText(/^There is no word to change yet/)).toBeTruthy();
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('says that one word has nothing before it', async () => {
    await open('?text=Lily');
    expect(screen.getByText(/^The text has one word/)).toBeTruthy();
  });

  it('tells a failure of its own and tries again', async () => {
    await open();
    page.engine.failNext('run nano/mor-expert Lily has a red dog', 'E-OUT-OF-MEMORY');
    await type('dog');
    expect(screen.getByRole('alert').textContent).toContain('E-OUT-OF-MEMORY');
    await click(screen.getByRole('button', { name: 'Retry' }));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(spoken()).toMatch(/^Under top-k/);
  });

  it('waits for the models, and leaves the page’s own failure to the page', async () => {
    await open();
    const { run } = page.store.getState();
    await act(async () => page.store.setState({ run: { ...run, backend: null } }));
    expect(screen.getByText(/^The models are not there yet/)).toBeTruthy();
    const error = { code: 'E-BACKEND', message: 'Nothing computes.', remedy: 'Use another.' } as const;
    await act(async () => page.store.setState({ run: { ...run, backend: null, error } }));
    expect(screen.getByText(/^Nothing here can compute/)).toBeTruthy();
    await act(async () => page.store.setState({ run: { ...run, status: 'failed', error } }));
    expect(screen.getByText(/^The run failed/)).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
