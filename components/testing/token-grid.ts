import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect } from 'vitest';
import type { Page } from './render';

export const grid = () => screen.getByRole('grid');
export const cells = () => within(grid()).getAllByRole('gridcell');
/** The place that has the focus: `position:row`. */
export const focused = () => document.activeElement?.getAttribute('data-place');

/** Enter pins the token of a cell and lets it go again, as Escape does. */
export async function expectPinsByKeyboard(page: Page, cell: HTMLElement, position: number) {
  const user = userEvent.setup();
  const pinned = () => page.store.getState().selection.pinned;
  act(() => cell.focus());
  await user.keyboard('{Enter}');
  expect(pinned()).toBe(position);
  expect(within(grid()).getByRole('row', { selected: true })).toBeTruthy();
  await user.keyboard('{Enter}');
  expect(pinned()).toBeNull();
  await user.keyboard('{Enter}{Escape}');
  expect(pinned()).toBeNull();
}
