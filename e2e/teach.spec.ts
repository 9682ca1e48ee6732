import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Explorer } from './explorer';
import { Learner } from './learner';

test('a link made for the class opens the view as it was prepared, the rest hidden', async ({ page }) => {
  await page.goto('./teach/');
  const link = page.getByRole('region', { name: 'A link for the class' });
  await link.getByRole('textbox', { name: 'Text' }).fill('Ann ran home.');
  await link.getByRole('combobox', { name: 'View' }).selectOption('kv-cache');
  await link.getByRole('checkbox', { name: 'One token' }).check();
  const address = await link.getByRole('textbox', { name: 'The link' }).inputValue();
  await page.goto(`${address}&backend=wasm`);
  const explorer = new Explorer(page);
  await explorer.started();
  await explorer.idle();
  await expect(explorer.text).toHaveValue('Ann ran home.');
  await expect(page.getByRole('region', { name: /what the cache holds/i })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Routing' })).toHaveCount(0);
  await expect(explorer.costs).toHaveCount(0);
});

test('the class is counted by hands and by letters, and hidden until it has voted', async ({ page }) => {
  await page.goto('./teach/');
  const tally = page.getByRole('region', { name: 'What does the class think?' });
  await tally.getByRole('button', { name: 'One more for A' }).click();
  await tally.getByRole('textbox', { name: /^Letters/ }).fill('B b A');
  await expect(tally.getByRole('status')).toContainText('A: 2, 50%; B: 2, 50%; C: 0');
  await tally.getByRole('checkbox', { name: /^Hide the bars/ }).check();
  await expect(tally.getByRole('status')).toHaveText(/^4 votes$/);
});

test('a learner’s code, from a link for the class, is counted for the answer it stands for', async ({
  page,
}) => {
  await page.goto('./teach/');
  const link = page.getByRole('region', { name: 'A link for the class' });
  const lesson = link.getByRole('radio', { name: 'A lesson' });
  await expect(lesson).toBeEnabled();
  await lesson.check({ force: true });
  await link.getByRole('combobox', { name: 'From step' }).selectOption('3');
  const address = await link.getByRole('textbox', { name: 'The link' }).inputValue();
  const tally = page.getByRole('region', { name: 'What does the class think?' });
  await tally.getByRole('combobox', { name: 'What is voted on' }).selectOption('Who decides?');
  await tally.getByRole('combobox', { name: 'Prediction' }).selectOption('Who will go deepest?');
  await expect(tally.getByText('Pick the tokens that you think go deepest.')).toBeVisible();
  await expect(tally.getByRole('listitem').nth(1)).toContainText('dog');

  const learner = new Learner(page);
  await page.goto(`${address}&backend=wasm`);
  await learner.explorer.started();
  await learner.lesson.getByRole('button', { name: 'dog' }).click();
  await learner.lesson.getByRole('button', { name: 'park' }).click();
  await learner.button('Commit my prediction').click();
  await expect(
    learner.lesson.getByRole('paragraph').filter({ hasText: 'Your code for the class' }),
  ).toContainText('BF');
  await expect(learner.lesson.getByRole('link', { name: 'All lessons' })).toHaveAttribute('href', /class=1/);
});

test('a worksheet has the steps of its lesson, and paper takes it alone', async ({ page }) => {
  await page.goto('./teach/?worksheet=who-decides');
  await expect(page.getByRole('heading', { name: 'Who will go deepest?' })).toBeVisible();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByRole('banner')).toBeHidden();
  const ink = page.getByRole('heading', { level: 1 });
  await expect(ink, 'paper is light, whatever the screen is').toHaveCSS('color', 'rgb(27, 29, 34)');
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
});

test('a lesson’s notes with all its answers come as a file', async ({ page }) => {
  await page.goto('./teach/');
  const notes = page.getByRole('region', { name: 'Notes to the lessons' });
  await notes.getByText('Where does the memory go?').click();
  const download = page.waitForEvent('download');
  await notes.getByRole('link', { name: 'Notes and answers as a file' }).click();
  const file = await (await download).path();
  expect(readFileSync(file, 'utf8')).toBe(readFileSync('docs/teachers/en/memory.md', 'utf8'));
});
