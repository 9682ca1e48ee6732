// @vitest-environment jsdom

import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { t } from '../../languages/current';
import { DEFAULT_SETTINGS } from '../../store/settings';
import { fakeManifest } from '../../workers/clients/fake-trace';
import { type Page, renderOnPage } from '../testing/render';
import { modelOptions, plainOptions } from './options';
import { Switches } from './switches';

let page: Page;

beforeEach(async () => {
  page = await renderOnPage(<Switches />);
});

afterEach(() => {
  cleanup();
  page.leave();
});

const group = (name: string) => screen.getByRole('group', { name });

it('has a named group of radio buttons for every switch', () => {
  for (const name of ['Routing', 'KV cache', 'Recursions', 'Selection', 'Model']) {
    expect(within(group(name)).getAllByRole('radio').length).toBeGreaterThan(0);
  }
  expect(
    (within(group('Routing')).getByRole('radio', { name: 'Expert-choice' }) as HTMLInputElement).checked,
  ).toBe(true);
});

it('turns a switch', async () => {
  const user = userEvent.setup();
  await user.click(within(group('KV cache')).getByRole('radio', { name: 'Shared' }));
  expect(page.store.getState().settings.cache).toBe('shared');
  await user.click(within(group('KV cache')).getByRole('radio', { name: 'Recursion-wise' }));
  expect(page.store.getState().settings.cache).toBe('recursion-wise');
});

it('keeps an untrained combination open, marked, and the store moves the others', async () => {
  const user = userEvent.setup();
  await user.click(within(group('Recursions')).getByRole('radio', { name: '4' }));
  const shared = within(group('KV cache')).getByRole('radio', { name: /^Shared\b.*not trained with/ });
  await user.click(shared);
  expect(page.store.getState().settings).toMatchObject({ cache: 'shared', recursions: 3 });
  expect(page.store.getState().notices).toHaveLength(1);
});

it('has no rule to choose under token-choice', async () => {
  const user = userEvent.setup();
  await user.click(within(group('Routing')).getByRole('radio', { name: 'Token-choice' }));
  expect(screen.queryByRole('group', { name: 'Selection' })).toBeNull();
});

it('runs the model with the cache it was not trained with, and says so', async () => {
  const user = userEvent.setup();
  await user.click(within(group('Run it with')).getByRole('radio', { name: 'the other one' }));
  expect(page.store.getState().settings.servedCache).toBe('other');
  expect(screen.getByText(/trained to keep each round’s own.*a mismatch/)).toBeTruthy();
  expect(screen.getByRole('button', { name: /recursion-wise cache run as shared/ })).toBeTruthy();
  await user.click(within(group('KV cache')).getByRole('radio', { name: 'Shared' }));
  expect(screen.getByText(/trained to reuse.*a mismatch/)).toBeTruthy();
  await user.click(within(group('Run it with')).getByRole('radio', { name: 'its own cache' }));
  expect(screen.queryByText(/a mismatch/)).toBeNull();
});

it('says in words what the switches mean', async () => {
  const user = userEvent.setup();
  expect(screen.getByText(/later words play no part/)).toBeTruthy();
  await user.click(within(group('Selection')).getByRole('radio', { name: 'Top-k' }));
  expect(screen.getByText(/later words included/)).toBeTruthy();
});

it('offers what the manifest ships, with the size of each', () => {
  const options = modelOptions(fakeManifest(), DEFAULT_SETTINGS, 'model');
  expect(options).toEqual([{ value: 'nano', label: 'nano', detail: '700 k' }]);
  expect(modelOptions(null, DEFAULT_SETTINGS, 'model')).toEqual([{ value: 'nano', label: 'nano' }]);
  expect(plainOptions('backend', t().status.backends).map((option) => option.label)).toEqual([
    'Best',
    'WebGPU',
    'WASM',
    'CPU',
  ]);
});
