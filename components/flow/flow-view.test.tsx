// @vitest-environment jsdom
import { act, cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Page, renderOnPage } from '../testing/render';
import { FlowView } from './flow-view';

const TEXT = 'Lily has a red ball';
let page: Page;

beforeEach(async () => {
  // Reduced motion: steps take their place at once.
  vi.stubGlobal('matchMedia', () => ({
    matches: true,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
  page = await renderOnPage(<FlowView />, `?text=${encodeURIComponent(TEXT)}`);
});

afterEach(() => {
  cleanup();
  page.leave();
  vi.unstubAllGlobals();
});

const group = () => screen.getByRole('group', { name: /step by step/ });
const slider = () => screen.getByRole('slider', { name: 'Time in the run' }) as HTMLInputElement;
const told = () => slider().getAttribute('aria-valuetext');

it('draws a chip for every token and stands still', () => {
  expect(group().querySelectorAll('[data-chip]')).toHaveLength(5);
  expect(told()).toBe('Five tokens to read. Nothing has moved yet.');
  expect(slider().value).toBe('0');
});

it('has no play where motion is not wanted, and steps with buttons', async () => {
  const user = userEvent.setup();
  expect(screen.queryByRole('button', { name: 'Play' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Step' }));
  expect(told()).toBe('All five tokens go through layer 0.');
  await user.click(screen.getByRole('button', { name: 'Back' }));
  expect(told()).toMatch(/Nothing has moved yet/);
});

it('steps with arrows, and Home and End go to the ends', async () => {
  const user = userEvent.setup();
  act(() => group().focus());
  await user.keyboard('{ArrowRight}{ArrowRight}');
  expect(told()).toMatch(/^Recursion 1: all five tokens/);
  await user.keyboard('{End}');
  expect(Number(slider().value)).toBeCloseTo(Number(slider().max));
  expect(
    [...group().querySelectorAll<HTMLElement>('[data-chip]')].map((chip) => Number(chip.dataset.depth)),
  ).toEqual(Array.from(page.store.getState().run.traces.mor!.depth));
  await user.keyboard('{Home}');
  expect(told()).toMatch(/Nothing has moved yet/);
});

it('tells others what is looked at, pins what is clicked, and marks what others point at', async () => {
  const user = userEvent.setup();
  const chip = () => group().querySelectorAll<HTMLElement>('[data-chip]')[3]!;
  await user.click(chip().firstElementChild!);
  expect(page.store.getState().selection).toMatchObject({ pinned: 3, hovered: 3 });
  expect(chip().dataset.pinned).toBe('');
  act(() => page.store.getState().hover(1));
  expect(group().querySelectorAll<HTMLElement>('[data-chip]')[1]!.dataset.hovered).toBe('');
});

it('says the same as a list, from which a step and a token can be chosen', async () => {
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Show as list' }));
  const steps = within(group()).getAllByRole('listitem');
  expect(steps.length).toBeGreaterThan(8);
  await user.click(screen.getByRole('button', { name: 'All five tokens go through layer 0.' }));
  expect(told()).toBe('All five tokens go through layer 0.');
});

it('opens one recursion and one head', async () => {
  const user = userEvent.setup();
  await user.click(screen.getByRole('radio', { name: 'One recursion' }));
  expect(screen.getAllByText('SwiGLU')).toHaveLength(2);
  await user.click(screen.getByRole('radio', { name: 'One head' }));
  expect(await screen.findByText(/looks most at/)).toBeTruthy();
});

it('stands where the link says, and writes where it rests', async () => {
  act(() => page.store.getState().set({ step: 2 }));
  expect(told()).toMatch(/^Recursion 1: all five tokens/);
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Step' }));
  expect(page.store.getState().settings.step).toBe(3);
  act(() => group().focus());
  await user.keyboard('{End}');
  const end = page.store.getState().settings.step;
  expect(end).toBeGreaterThan(6);
  expect(Number(slider().value)).toBeCloseTo(Number(slider().max));
});

it('draws the vanilla model as a road through every layer, with MoR on its clock', async () => {
  const user = userEvent.setup();
  await user.click(screen.getByRole('radio', { name: 'Vanilla' }));
  expect(page.store.getState().settings.flowOf).toBe('vanilla');
  expect(group().querySelectorAll('[data-box^="before:"]')).toHaveLength(8);
  act(() => group().focus());
  await user.keyboard('{End}');
  expect(told()).toMatch(/Vanilla is done: .+\. MoR had finished after \d+% of that\.$/);
  expect(group().querySelectorAll('[data-kept="true"]')).toHaveLength(5 * 8);
  await user.click(screen.getByRole('radio', { name: 'One layer' }));
  expect(screen.getByText(/5 of 5 tokens go through this layer\./)).toBeTruthy();
});

it('lights the tokens that words speak of', async () => {
  const user = userEvent.setup();
  act(() => page.store.getState().set({ step: 1 }));
  await user.hover(screen.getByRole('button', { name: 'All five tokens go' }));
  expect(page.store.getState().selection.lit).toEqual(new Set([0, 1, 2, 3, 4]));
  expect(group().querySelectorAll('[data-chip][data-lit]')).toHaveLength(5);
  await user.unhover(screen.getByRole('button', { name: 'All five tokens go' }));
  expect(page.store.getState().selection.lit).toBeNull();
});
