// @vitest-environment jsdom

import { act, cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { batchDesks } from '../../store/desks';
import { PROMPTS_LIMIT } from '../../store/prompts';
import { type Page, renderOnPage } from '../testing/render';
import { BatchingView } from './batching-view';

let page: Page;

afterEach(() => {
  cleanup();
  page.leave();
});

const user = userEvent.setup({ delay: null });
const QUERY = '?prompts=The+cat%0AA+dog&copies=2&slots=2&tokens=8';

async function open(search = QUERY) {
  page = await renderOnPage(<BatchingView />, search);
  await settle();
}

const settle = () =>
  act(async () => {
    await page.store.whenIdle();
    await batchDesks.get(page.store)?.whenIdle();
  });

async function press(name: string | RegExp) {
  await user.click(screen.getByRole('button', { name }));
  await settle();
}

const status = () => screen.getByRole('status', { name: 'Many texts at once' }).textContent;
const slotsOf = (name: RegExp) =>
  within(screen.getByRole('region', { name })).getByRole('list', { name: 'In the slots' });

describe('the batch', () => {
  it('is run from the prompts: slots, figures, texts; its end alone is announced', async () => {
    await open();
    expect(screen.getByText('Nothing was run yet.')).toBeTruthy();
    expect(status()).toBe('');
    await press('Run');
    expect(status()).toMatch(/^Both batches are done\. MoR writes .+ tokens a second, vanilla /);
    const figures = screen.getByRole('table', { name: 'Many texts at once' });
    expect(within(figures).getAllByText('4 of 4')).toHaveLength(2);
    expect(within(slotsOf(/Slots of Vanilla: 2/)).getAllByRole('listitem')).toHaveLength(2);
    const mor = within(slotsOf(/Slots of MoR/)).getAllByRole('listitem');
    expect(mor.length).toBeGreaterThan(2);
    for (const slot of mor) expect(slot.textContent).toMatch(/^Slot \d+: /);
    expect(screen.getAllByText(/as many as asked for/)).toHaveLength(4);
  });

  it('is stepped: every tick is said, and earlier ones are looked at again', async () => {
    await open();
    await press('Step');
    await press('Step');
    const [tick] = screen.getAllByRole('slider') as HTMLInputElement[];
    expect(tick!.getAttribute('aria-valuetext')).toMatch(/^Tick 2: /);
    tick!.focus();
    await act(async () => {
      const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!;
      setValue.call(tick, '1');
      tick!.dispatchEvent(new Event('input', { bubbles: true }));
    });
    expect(tick!.getAttribute('aria-valuetext')).toMatch(/^Tick 1: /);
    await press('Step');
    expect(tick!.getAttribute('aria-valuetext')).toMatch(/^Tick 1: /);
    expect(tick!.max).toBe('3');
    await press('Stop');
    expect(screen.getByText('Stopped.', { exact: false })).toBeTruthy();
    await press('Again');
    expect(status()).toMatch(/^Both batches are done/);
  });

  it('stands in tables', async () => {
    await open(`${QUERY}&table=1`);
    await press('Run');
    const ticks = screen.getByRole('table', { name: /Each tick of MoR/ });
    expect(within(ticks).getAllByRole('row').length).toBeGreaterThan(10);
    const texts = screen.getByRole('table', { name: /Each text of MoR/ });
    expect(within(texts).getAllByRole('row')).toHaveLength(5);
  });

  it('says what is shown no longer fits what is chosen', async () => {
    await open();
    await press('Run');
    expect(screen.queryByText(/run with other prompts/)).toBeNull();
    await user.type(screen.getByRole('textbox', { name: 'Prompt 1' }), ' sat');
    await settle();
    expect(screen.getByText(/run with other prompts/)).toBeTruthy();
  });

  it('says where the backend cannot, and goes over to WASM at a press', async () => {
    await open();
    page.engine.failNext('batch', 'E-BATCHING');
    await press('Run');
    expect(screen.getByRole('alert').textContent).toContain('E-BATCHING');
    await press('Go over to WASM');
    expect(page.store.getState().settings.backend).toBe('wasm');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(status()).toMatch(/^Both batches are done/);
  });

  it('keeps what was written through a failure', async () => {
    await open();
    await press('Step');
    page.engine.failNext('advance', 'E-INTERNAL');
    await press('Step');
    expect(screen.getByRole('alert').textContent).toMatch(/What was written so far stays\..*E-INTERNAL/);
    expect(screen.getAllByRole('slider')).toHaveLength(2);
  });
});

describe('prompts', () => {
  const fields = () => screen.getAllByRole('textbox') as HTMLInputElement[];

  it('are added, edited, removed and taken from a set, and focus stays among them', async () => {
    await open();
    await press('Add a prompt');
    expect(fields()).toHaveLength(3);
    expect(document.activeElement).toBe(fields()[2]);
    await user.keyboard('One day');
    expect(page.store.getState().settings.prompts).toBe('The cat\nA dog\nOne day');
    await press('Remove prompt 1');
    expect(fields().map(({ value }) => value)).toEqual(['A dog', 'One day']);
    expect(document.activeElement).toBe(fields()[0]);
    await press('Short and long');
    expect(fields()).toHaveLength(4);
    expect(screen.getByRole('button', { name: 'Short and long' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('have limits that are said', async () => {
    await open(`?prompts=${Array.from({ length: PROMPTS_LIMIT }, (_, i) => `p${i}`).join('%0A')}`);
    expect(screen.getByText(/twelve prompts is the most/i)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Add a prompt' }).getAttribute('aria-disabled')).toBe('true');
    await user.click(fields()[0]!);
    await user.paste('x'.repeat(300));
    expect(fields()[0]!.value).toHaveLength(120);
    expect(screen.getByText(/at most 120 characters/)).toBeTruthy();
  });

  it('may be missing: then there is nothing to run', async () => {
    await open('?prompts=');
    expect(screen.getByText(/There is no prompt/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Run' }).getAttribute('aria-disabled')).toBe('true');
  });
});
