import { expect, test } from '@playwright/test';
import { LESSONS } from '../lessons/lessons';
import { refuseCompute } from './explorer';
import { Learner } from './learner';

for (const id of Object.keys(LESSONS) as (keyof typeof LESSONS)[]) {
  test(`${id}: from the first step to the last on recorded runs`, async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await refuseCompute(page);
    const learner = new Learner(page);
    await learner.open(id, '?lessonStep=1');
    await expect(learner.lesson.getByText(/goes on with recorded runs/)).toBeVisible();
    const { steps } = LESSONS[id];
    for (const [i] of steps.entries()) {
      expect(await learner.position()).toEqual({ step: i + 1, of: steps.length });
      await learner.answer();
      if (i < steps.length - 1) await learner.next();
    }
    await expect(learner.lesson.getByRole('link', { name: /Next lesson|Finish/ })).toBeVisible();
    expect(errors).toEqual([]);
  });
}

test('a lesson on the live model: predicted by keyboard alone, done, left and taken up again', async ({
  page,
}) => {
  const learner = new Learner(page);
  await learner.open('who-decides', '?backend=wasm&lessonStep=3');
  await expect(learner.explorer.depthMap).toHaveCount(0);
  await learner.lesson.getByRole('button', { name: 'dog' }).focus();
  await page.keyboard.press('Space');
  await learner.button('Commit my prediction').focus();
  await page.keyboard.press('Enter');
  await expect(learner.lesson.getByRole('heading', { name: 'Why', exact: true })).toBeVisible();
  const { depth } = await learner.explorer.trace();
  await expect(
    learner.lesson.getByRole('listitem').filter({ hasText: 'picked by you' }).first(),
  ).toContainText(`depth ${depth[1]}`);
  expect(await learner.explorer.depthsShown()).toEqual(depth);

  await learner.next();
  const mean = depth.reduce((sum, each) => sum + each, 0) / depth.length;
  await expect(learner.lesson.getByText(/On average a token went round/)).toContainText(mean.toFixed(2));
  await learner.next();
  await expect(learner.lesson.getByText('Not yet')).toBeVisible();
  const deep = depth.findIndex((each) => each > 1);
  await learner.explorer.depthMap.getByRole('rowheader').nth(deep).click();
  await expect(learner.lesson.getByText('Done.')).toBeVisible();

  await page.goto('./learn/');
  await expect(page.getByText('Go on at step 5 of 12')).toBeVisible();
  await page.getByRole('link', { name: 'Who decides?' }).click();
  await expect(learner.title).toHaveText('Ask one token');
  await expect(learner.lesson.getByText('Done.')).toBeVisible();
});

test('Reset comes back to what the step began with, under the lesson’s own title', async ({ page }) => {
  const learner = new Learner(page);
  const { explorer } = learner;
  await learner.open('one-ticket', '?backend=wasm&lessonStep=11');
  await expect(page).toHaveTitle('One ticket each · MoR Explorer');
  const began = await explorer.text.inputValue();
  await explorer.type('Ann ran home.');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(explorer.text).toHaveValue(began);
  expect(began).toMatch(/^Once upon a time/);
  await explorer.idle();
  const { depth } = await explorer.trace();
  expect(await explorer.depthsShown()).toEqual(depth);
  expect(await page.evaluate(() => window.morExplorer?.trace('mor')?.model)).toBe('nano/mor-token');
});

test('a term opens its entry where it stands and gives the focus back', async ({ page }) => {
  const learner = new Learner(page);
  await learner.open('who-decides', '?backend=wasm&lessonStep=2');
  const term = learner.button('shared block');
  await term.focus();
  await page.keyboard.press('Enter');
  const card = page.getByRole('dialog', { name: 'shared block' });
  await expect(card).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await expect(term).toBeFocused();
});

test('the glossary leaves what is typed, says how many terms that is, and Escape brings all back', async ({
  page,
}) => {
  await page.goto('./learn/glossary/');
  const terms = page.getByRole('term');
  const all = await terms.count();
  const field = page.getByRole('searchbox', { name: 'Find a term' });
  await field.fill('threshold');
  await expect(terms.filter({ hasText: /^threshold$/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'The transformer', exact: true })).toHaveCount(0);
  const left = await terms.count();
  expect(left).toBeLessThan(all);
  await expect(page.getByRole('status').filter({ hasText: `${left} of ${all} terms` })).toBeVisible();
  await field.fill('axolotl');
  await expect(page.getByText(`None of the ${all} terms has that`)).toBeVisible();
  await field.press('Escape');
  await expect(field).toHaveValue('');
  await expect(terms).toHaveCount(all);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the glossary is its plain list', async ({ page }) => {
    await page.goto('./learn/glossary/');
    await expect(page.getByRole('term').filter({ hasText: /^token$/ })).toBeVisible();
    await expect(page.getByRole('searchbox')).toHaveCount(0);
  });
});

test('the quiz is sat twice and keeps both scores', async ({ page }) => {
  await page.goto('./learn/quiz/');
  const sit = async (choose: 'first' | 'last') => {
    await page.getByRole('button', { name: /^Take / }).click();
    for (const group of await page.getByRole('group').all()) await group.getByRole('radio')[choose]().check();
    await page.getByRole('button', { name: 'Hand in' }).click();
  };
  await sit('first');
  await expect(page.getByText('Answers and reasons are shown after the second time.')).toBeVisible();
  await sit('last');
  await expect(page.getByRole('heading', { name: 'Answers and reasons' })).toBeVisible();
  await page.reload();
  await expect(page.getByText(/of 6/)).toHaveCount(2);
});

test('links to a lesson lead to its page and step', async ({ page }) => {
  await page.goto('./learn/?lesson=memory&lessonStep=3');
  await expect(page).toHaveURL(/learn\/memory\/\?lessonStep=3/);
  await expect(page.getByRole('heading', { name: 'What need not be kept' })).toBeVisible();
});
