// @vitest-environment jsdom

import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { t } from '../../languages/current';
import { PRESETS } from '../../store/presets';
import { type Page, renderOnPage } from '../testing/render';
import { Sentence } from './sentence';

let page: Page;

beforeEach(async () => {
  page = await renderOnPage(<Sentence live />);
});

afterEach(() => {
  cleanup();
  page.leave();
});

const field = () => screen.getByRole('textbox') as HTMLTextAreaElement;
const idle = () => act(() => page.store.whenIdle());

it('is labelled by the heading, and says how many tokens the text has', async () => {
  expect(screen.getByLabelText(/^Type anything/)).toBe(field());
  expect(document.getElementById(field().getAttribute('aria-describedby')!)!.textContent).toMatch(
    /^6 \/ 256 tokens/,
  );
});

it('beside a lesson has no heading of its own and says nothing of the examples', async () => {
  cleanup();
  page.leave();
  page = await renderOnPage(<Sentence live besideLesson />);
  expect(screen.getByLabelText('Text', { selector: 'textarea' })).toBe(field());
  expect(screen.queryByRole('heading')).toBeNull();
  expect(screen.queryByText(t().sentence.presets[PRESETS[0]!.id].lesson)).toBeNull();
});

it('takes what is typed, and gives it back on undo', async () => {
  const user = userEvent.setup();
  fireEvent.change(field(), { target: { value: 'A dog' } });
  await idle();
  expect(page.store.getState().settings.text).toBe('A dog');
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await idle();
  expect(field().value).toBe('The cat sat on the mat');
});

it('takes an example, marks it and says what it teaches', async () => {
  const user = userEvent.setup();
  const { id, text } = PRESETS[3]!;
  const { title, lesson } = t().sentence.presets[id];
  await user.click(screen.getByRole('button', { name: title }));
  await idle();
  expect(field().value).toBe(text);
  expect(screen.getByRole('button', { name: title }).getAttribute('aria-pressed')).toBe('true');
  expect(screen.getByText(lesson)).toBeTruthy();
});

it('goes back to the first example on reset', async () => {
  const user = userEvent.setup();
  await user.type(field(), ' and more');
  await user.click(screen.getByRole('button', { name: 'Reset' }));
  expect(field().value).toBe('The cat sat on the mat');
});

it('says how much of a long text was left off, and marks it in the text', async () => {
  act(() => page.store.getState().set({ text: `${'word, '.repeat(150)}end` }));
  await idle();
  expect(document.body.textContent).toMatch(/\d+ \/ 256 tokens · \d+ left off/);
  expect([...document.querySelectorAll('mark')].at(-1)!.textContent).toMatch(/end$/);
});

it('marks the pinned token in the text', async () => {
  act(() => page.store.getState().pin(1));
  expect(document.querySelector('mark')!.textContent).toBe(' cat');
});
