// @vitest-environment jsdom
import { act, cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { breathe } from '../../model/testing/breathe';
import { createFakeEngine } from '../../workers/clients/fake';
import type { FakeWriting } from '../../workers/clients/fake-writing';
import { type Page, renderOnPage } from '../testing/render';
import { GenerateView } from './generate-view';

let page: Page;

async function open(writes: FakeWriting = {}) {
  page = await renderOnPage(<GenerateView />, '?text=The+cat', createFakeEngine(writes));
}

beforeEach(() => open());

afterEach(() => {
  cleanup();
  page.leave();
});

const user = userEvent.setup();
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const chips = (model: string) =>
  within(screen.getByRole('list', { name: `Tokens ${model} wrote` })).queryAllByRole('button');

/** Presses and lets all that follows from it happen. */
async function press(name: string | RegExp) {
  await user.click(button(name));
  await act(breathe);
}

async function ask(label: string, value: string) {
  const field = screen.getByLabelText(label);
  await user.clear(field);
  await user.type(field, `${value}{Enter}`);
}

describe('writing', () => {
  it('writes side by side, with depth on MoR’s chips, and announces the end alone', async () => {
    await ask('Tokens to write', '8');
    const spoken = screen.getByRole('status', { name: 'Writing' });
    const release = page.engine.hold('next 2');
    await press('Write');
    expect(spoken.textContent).toBe('');
    expect(button('Pause')).toBeTruthy();
    release();
    await act(breathe);
    expect(chips('MoR').map((chip) => chip.dataset.depth)).toEqual(['1', '1', '1', '2', '2', '2', '1', '3']);
    expect(chips('Vanilla').map((chip) => chip.dataset.depth)).toEqual(new Array(8).fill('all'));
    expect(chips('MoR')[1]!.getAttribute('aria-label')).toMatch(/^MoR, token 2, “one”: .* once of three\.$/);
    expect(spoken.textContent).toMatch(/^Writing is done\. MoR wrote 8 tokens at mean depth 1\.63 of 3/);
    expect(screen.getByText('125 tokens/s')).toBeTruthy();
    expect(button('Again')).toBeTruthy();
  });

  it('steps, pauses, goes on and stops', async () => {
    await press('Step');
    expect(chips('MoR')).toHaveLength(1);
    await press('Step');
    expect(chips('Vanilla')).toHaveLength(2);
    await press('Stop');
    expect(chips('MoR')).toHaveLength(2);
    expect(screen.getAllByText('Stopped after 2 tokens.')).toHaveLength(2);
    expect(page.engine.writings.size).toBe(0);
    expect(button('Stop').getAttribute('aria-disabled')).toBe('true');
  });

  it('begins again in mid-stream, and the focus goes where the course is held', async () => {
    await ask('Tokens to write', '8');
    await press('Step');
    await press('Again');
    expect(document.activeElement).toBe(button('Again'));
    expect(chips('MoR')).toHaveLength(8);
  });

  it('says when a text ended by itself', async () => {
    cleanup();
    page.leave();
    await open({ ends: { 'nano/mor-expert': 2 } });
    await ask('Tokens to write', '8');
    await press('Write');
    expect(screen.getByText('Ended its text by itself after 2 tokens.')).toBeTruthy();
    expect(chips('MoR').at(-1)!.textContent).toBe('end of text');
  });

  it('keeps what was written when the view is left and opened again', async () => {
    await press('Step');
    cleanup();
    page.redraw();
    expect(chips('MoR')).toHaveLength(1);
    expect(button('Write on')).toBeTruthy();
  });

  it('keeps what was written through a failure, and goes on where the engine can be started again', async () => {
    await ask('Tokens to write', '8');
    await press('Step');
    page.engine.failNext('next', 'E-OUT-OF-MEMORY');
    await press('Write on');
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('What was written is kept, and Write on goes on from there');
    expect(chips('MoR')).toHaveLength(1);
    expect(alert.textContent).toContain('E-OUT-OF-MEMORY');
    await press('Write on');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(chips('MoR')).toHaveLength(8);
    expect(screen.getAllByText(/^After 1 token the engine was started anew/)).toHaveLength(2);
  });

  it('slides from a full context where asked, and marks what is no longer seen', async () => {
    cleanup();
    page.leave();
    await open({ context: 8 });
    await ask('Tokens to write', '12');
    await press('Write');
    expect(chips('MoR')).toHaveLength(6);
    expect(screen.getAllByText(/The context is full before all 12 tokens/)[0]).toBeTruthy();
    await press('Slide');
    expect(chips('MoR')).toHaveLength(12);
    expect(screen.queryByRole('button', { name: 'Slide' })).toBeNull();
    const unseen = chips('Vanilla').filter((chip) => chip.dataset.unseen !== undefined);
    expect(unseen).toHaveLength(6);
    expect(unseen[0]!.getAttribute('aria-label')).toMatch(/It is no longer seen\.$/);
    expect(screen.getAllByText(/^Twice, last after 10 tokens the context was full/)).toHaveLength(2);
    expect(screen.getAllByText('No longer seen:')).toHaveLength(2);
  });

  it('says that a text is longer than the context, and slides where asked', async () => {
    cleanup();
    page.leave();
    await open({ context: 8 });
    await act(async () =>
      page.store.getState().set({ text: 'one two three four five six seven eight nine' }),
    );
    await ask('Tokens to write', '8');
    await press('Write');
    expect(screen.getByRole('alert').textContent).toContain('press Slide');
    await press('Slide');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(chips('MoR')).toHaveLength(8);
    expect(screen.getAllByText(/^The text is longer than the context/)).toHaveLength(2);
  });

  it('keeps what is typed while it writes', async () => {
    await ask('Tokens to write', '8');
    await press('Step');
    const release = page.engine.hold('next');
    await press('Write on');
    await act(async () => page.store.getState().set({ text: 'My own words', temperature: 1.5 }));
    release();
    await act(breathe);
    expect(page.store.getState().settings).toMatchObject({ text: 'My own words', temperature: 1.5 });
    expect(screen.getByText(/^The text and the choices have changed since/)).toBeTruthy();
    expect(chips('MoR')).toHaveLength(8);
  });

  it('cannot begin before the models are there', async () => {
    await act(async () => page.store.setState({ run: { ...page.store.getState().run, backend: null } }));
    await press('Write');
    expect(page.engine.calls.filter((line) => line.startsWith('open'))).toEqual([]);
    expect(screen.getByText(/The models are not there yet/)).toBeTruthy();
  });
});

describe('choices', () => {
  it('are taken over at Enter, inside their limits', async () => {
    await ask('Temperature', '7');
    expect((screen.getByLabelText('Temperature') as HTMLInputElement).value).toBe('2');
    await ask('Tokens to write', '3');
    expect((screen.getByLabelText('Tokens to write') as HTMLInputElement).value).toBe('8');
    await ask('Seed', '42');
    await press('New seed');
    expect((screen.getByLabelText('Seed') as HTMLInputElement).value).not.toBe('');
  });

  it('fold away where greedy leaves nothing to choose', async () => {
    await user.click(screen.getByRole('radio', { name: 'Greedy' }));
    expect(screen.queryByLabelText('Seed')).toBeNull();
    expect(screen.getByText(/takes the likeliest token every time/)).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'Drawn' }));
    expect((screen.getByLabelText('Temperature') as HTMLInputElement).value).toBe('0.8');
  });
});

describe('a written token', () => {
  beforeEach(async () => {
    await ask('Tokens to write', '8');
    await press('Write');
  });

  it('shows what both could have written as long as they agree', async () => {
    await user.click(chips('MoR')[1]!);
    const place = screen.getByRole('region', { name: 'The pinned token' });
    expect(within(place).getAllByRole('list')).toHaveLength(2);
    expect(chips('MoR')[1]!.getAttribute('aria-pressed')).toBe('true');
    await user.click(chips('Vanilla')[5]!);
    expect(within(place).getAllByRole('list')).toHaveLength(1);
    expect(place.textContent).toContain('Only vanilla’s view: the two texts parted at token 4');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('region', { name: 'The pinned token' })).toBeNull();
    await user.click(chips('Vanilla')[5]!);
    await user.click(button('Let go'));
    expect(screen.queryByRole('region', { name: 'The pinned token' })).toBeNull();
    expect(document.activeElement).toBe(chips('Vanilla')[5]);
  });

  it('is reached by arrows: one tab stop for each text', async () => {
    const list = chips('MoR');
    expect(list.filter((chip) => chip.tabIndex === 0)).toHaveLength(1);
    act(() => list[0]!.focus());
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(document.activeElement).toBe(chips('MoR')[2]);
    await user.keyboard('{End}{Enter}');
    expect(chips('MoR')[7]!.getAttribute('aria-pressed')).toBe('true');
    await user.keyboard('{Enter}');
    expect(chips('MoR')[7]!.getAttribute('aria-pressed')).toBe('false');
  });

  it('stands in the table with its figures', async () => {
    await press('Show as table');
    const table = screen.getByRole('table', { name: /of each written token/ });
    expect(within(table).getAllByRole('row')).toHaveLength(2 + 8);
    expect(within(table).getAllByRole('row')[2]!.textContent).toContain('10%');
  });
});

describe('the page’s text', () => {
  it('takes the written text, and undo brings the old one back', async () => {
    await ask('Tokens to write', '8');
    await press('Write');
    await press('Use MoR’s text as the page’s text');
    expect(page.store.getState().settings.text).toMatch(/^The cat sat one little the mat/);
    expect(screen.getByText(/now the one MoR wrote/)).toBeTruthy();
    expect(chips('MoR')).toHaveLength(8);
    await act(async () => page.store.getState().undo());
    expect(page.store.getState().settings.text).toBe('The cat');
    await press('Use Vanilla’s text as the page’s text');
    await press('Back to the prompt alone');
    expect(page.store.getState().settings.text).toBe('The cat');
    expect(screen.queryByText(/now the one MoR wrote/)).toBeNull();
  });

  it('leaves what was written where it changes, and says so', async () => {
    await press('Step');
    await act(async () => page.store.getState().set({ text: 'A dog' }));
    expect(screen.getByText(/^The text has changed since/)).toBeTruthy();
    expect(chips('MoR')).toHaveLength(1);
  });
});
