// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Role } from '../../store/state';
import { type Page, renderOnPage } from '../testing/render';
import { CostPanel } from './cost-panel';

let page: Page;

beforeEach(async () => {
  page = await renderOnPage(<CostPanel />);
});

afterEach(() => {
  cleanup();
  page.leave();
});

const table = () => screen.getByRole('table', { name: 'Costs of the three models on this text' });
const rowOf = (role: Role) => table().querySelector<HTMLElement>(`[data-role="${role}"]`)!;
const figuresOf = (role: Role) => [
  ...rowOf(role).querySelectorAll('button[popovertarget]:not([popovertargetaction])'),
];

it('sets three models side by side in six figures', () => {
  expect(
    within(table())
      .getAllByRole('columnheader')
      .map((head) => head.textContent),
  ).toEqual(['Model', 'Parameters', 'FLOPs', 'KV cache', 'KV read', 'Loss', 'Time']);
  for (const role of ['vanilla', 'recursive', 'mor'] as const) expect(figuresOf(role)).toHaveLength(6);
});

it('opens the formula behind a figure', () => {
  const button = figuresOf('mor')[1]!;
  expect(button.getAttribute('aria-label')).toMatch(/How MoR’s FLOPs come about$/);
  const popover = document.getElementById(button.getAttribute('popovertarget')!)!;
  expect(popover.textContent).toBe('');
  act(() => {
    popover.dispatchEvent(Object.assign(new Event('beforetoggle'), { newState: 'open' }));
  });
  expect(popover.textContent).toContain('projections');
  expect(popover.textContent).toContain('Together');
});

it('counts as the paper does where asked', async () => {
  const user = userEvent.setup();
  const before = rowOf('vanilla').textContent;
  await user.click(screen.getByRole('radio', { name: 'The paper’s' }));
  expect(rowOf('vanilla').textContent).not.toBe(before);
  expect(screen.getByText(/FLOPs counted as the paper does/)).toBeTruthy();
});

it('says what is counted by formula beside four recursions', async () => {
  await act(async () => {
    page.store.getState().set({ recursions: 4 });
    await page.store.whenIdle();
  });
  expect(screen.getByText(/its loss and time are those of the eight-layer model/)).toBeTruthy();
});

it('carries the formulas to the paper’s sizes', async () => {
  const user = userEvent.setup();
  await user.click(screen.getByRole('radio', { name: '1.7B' }));
  expect(screen.getByText(/^At 1\.7B, 26 layers and 2,048 tokens, MoR needs/)).toBeTruthy();
  expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toBe('2,048 tokens');
});

it('holds in the settings how it counts and what it scales up to', async () => {
  const user = userEvent.setup();
  await user.click(screen.getByRole('radio', { name: 'Every pair' }));
  await user.click(screen.getByRole('radio', { name: '730M' }));
  fireEvent.change(screen.getByRole('slider'), { target: { value: '3' } });
  expect(page.store.getState().settings).toMatchObject({
    account: 'executed',
    shape: '730M',
    contextLength: 16_384,
  });
  expect(screen.getByText(/^At 730M, .* and 16,384 tokens/)).toBeTruthy();
});
