// @vitest-environment jsdom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { type Page, renderOnPage } from '../testing/render';
import { Mismatches } from './mismatch-view';

let page: Page;

afterEach(() => {
  cleanup();
  page.leave();
});

const table = () => screen.getByRole('table', { name: /in every way this model can be run/ });
const rows = () => within(table()).getAllByRole('row').slice(1);
const cells = (row: HTMLElement | undefined) => [...(row?.children ?? [])].map((cell) => cell.textContent);
const losses = () => rows().map((row) => cells(row)[1]);
const open = () => userEvent.click(screen.getByText('What a mismatch costs'));
const asked = () => page.engine.calls.filter((call) => call.startsWith('time'));

it('runs the text in every way when it is opened, and not before', async () => {
  page = await renderOnPage(<Mismatches />);
  const before = asked().length;
  expect(screen.queryByRole('table')).toBeNull();
  await open();
  await screen.findByText(/small sample/);
  const text = 'nano/mor-expert The cat sat on the mat';
  expect(asked().slice(before)).toEqual([
    `time ${text}`,
    `time ${text}`,
    `time ${text} (recursive_sharing)`,
    `time ${text} (recursive_sharing)`,
  ]);
  expect(rows()).toHaveLength(4);
  expect(cells(rows()[0])[0]).toBe('Recursion-wise cache, top-kas trained');
  expect(cells(rows()[1])[0]).toBe('Recursion-wise cache, thresholdin view');
  const own = Number(losses()[0]);
  expect(Number(losses()[3])).toBeCloseTo(1.25 * own, 2);
  expect(cells(rows()[3])[2]).toBe(`+${(0.25 * own).toFixed(3)}`);
  expect(screen.getByText(/the other cache makes the loss \d\.\d{3} nats a token higher/)).toBeTruthy();
});

it('is open where the page shows a mismatch, and brings another way into view', async () => {
  page = await renderOnPage(<Mismatches />, '?servedCache=other&rule=top-k');
  await screen.findByText(/small sample/);
  expect(rows().map((row) => row.getAttribute('aria-current'))).toEqual([null, null, 'true', null]);
  await userEvent.click(screen.getByRole('button', { name: 'Recursion-wise cache, threshold' }));
  expect(page.store.getState().settings).toMatchObject({ servedCache: 'trained', rule: 'threshold' });
  await waitFor(() => expect(rows()[1]?.getAttribute('aria-current')).toBe('true'));
  act(() => page.store.getState().undo());
  expect(page.store.getState().settings).toMatchObject({ servedCache: 'other', rule: 'top-k' });
});

it('says that it computes, and drops what came for another text', async () => {
  page = await renderOnPage(<Mismatches />);
  const release = page.engine.hold('time nano/mor-expert The cat sat on the mat');
  await open();
  expect(losses()).toEqual(Array(4).fill('computing'));
  await act(async () => {
    page.store.getState().set({ text: 'A dog ran' });
    await page.store.whenIdle();
  });
  await screen.findByText(/small sample/);
  const shown = losses();
  await act(async () => release());
  expect(losses()).toEqual(shown);
});

it('says why a run failed and tries again', async () => {
  page = await renderOnPage(<Mismatches />);
  page.engine.failNext('time nano/mor-expert The cat sat on the mat (', 'E-OUT-OF-MEMORY');
  await open();
  expect((await screen.findByRole('alert')).textContent).toContain('Fake E-OUT-OF-MEMORY.');
  expect(losses().slice(2)).toEqual(['not run', 'not run']);
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText(/small sample/);
  expect(screen.queryByRole('alert')).toBeNull();
});

it('has caches only under token-choice, and no loss of a single token', async () => {
  page = await renderOnPage(<Mismatches />, '?routing=token&text=Cat');
  await open();
  await screen.findByText('A single token has no loss to compare.');
  expect(rows().map((row) => cells(row).slice(0, 3))).toEqual([
    ['Recursion-wise cacheas trainedin view', 'none', ''],
    ['Shared cache', 'none', ''],
  ]);
});
