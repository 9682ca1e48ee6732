import { expect, type Locator, type Page, test } from '@playwright/test';
import { Learner } from './learner';
import { Writers } from './writers';

/** The site by keyboard alone: whatever is worked here was reached by Tab. */

/** Goes on by Tab until the element has the focus. */
async function tabTo(page: Page, element: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(element).toBeVisible();
  for (let pressed = 0; pressed < 200; pressed++) {
    if (await element.evaluate((each) => each === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not lead to ${element}`);
}

async function press(page: Page, element: Locator, key: string): Promise<void> {
  await tabTo(page, element);
  await page.keyboard.press(key);
}

test('type, switch the routing, look at a token, let both models write, copy the link, come back', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const writers = new Writers(page);
  await writers.openLive('?backend=wasm');
  await press(page, page.getByRole('link', { name: 'Skip to the content' }), 'Enter');
  await expect(page.getByRole('main')).toBeFocused();

  await press(page, writers.text, 'ControlOrMeta+a');
  await page.keyboard.type('Ann ran home.');
  await writers.idle();
  expect((await writers.trace()).tokens.map(({ text }) => text).join('')).toBe('Ann ran home.');

  await press(page, writers.option('Routing', 'Expert-choice'), 'ArrowRight');
  await expect(writers.option('Routing', 'Token-choice')).toBeChecked();
  await press(page, writers.option('Routing', 'Token-choice'), 'ArrowLeft');
  await writers.idle();
  await expect(page.getByRole('status', { name: 'Run' })).toContainText(/^Run complete, \d tokens\./);

  await press(page, writers.depthMap.locator('[tabindex="0"]'), 'Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const second = (await writers.trace()).tokens[1]?.text.trim() ?? '';
  await expect(page.getByRole('heading', { name: `“${second}”`, exact: true })).toBeVisible();

  await tabTo(page, writers.option('View', 'Depth'), 'Shift+Tab');
  for (const view of ['Flow', 'KV cache', 'Generate']) {
    await page.keyboard.press('ArrowRight');
    await expect(writers.option('View', view)).toBeChecked();
  }
  await press(page, writers.view.getByRole('spinbutton', { name: /tokens/i }), 'ControlOrMeta+a');
  await page.keyboard.type('8');
  await press(page, writers.button('Write'), 'Enter');
  await writers.isDone();

  await tabTo(page, page.getByRole('button', { name: 'Copy link' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status', { name: 'Link' })).toHaveText('The link is copied.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await tabTo(page, page.getByRole('link', { name: 'Learn', exact: true }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/learn\//);
  await page.goBack();
  await expect(writers.text).toHaveValue('Ann ran home.');
  await page.goto(link);
  await writers.started();
  await writers.idle();
  await expect(writers.text).toHaveValue('Ann ran home.');
  await expect(writers.option('View', 'Generate')).toBeChecked();
});

test('a lesson from its first step to its last', async ({ page }) => {
  await page.goto('./learn/');
  await press(page, page.getByRole('link', { name: 'Who decides?' }).first(), 'Enter');
  await page.waitForURL(/learn\/who-decides/);
  const learner = new Learner(page);
  await learner.explorer.started();
  await expect(learner.title).toBeVisible();
  for (;;) {
    await answer(learner);
    const { step, of } = await learner.position();
    if (step === of) break;
    await press(page, learner.button('Next'), 'Enter');
    await expect.poll(async () => (await learner.position()).step).toBe(step + 1);
  }
  await press(page, learner.lesson.getByRole('link', { name: /Next lesson/ }), 'Enter');
  await expect(page).toHaveURL(/learn\/one-ticket/);
});

/** Gives whatever the step in view asks for, as somebody can who knows nothing. */
async function answer(learner: Learner): Promise<void> {
  const { page, lesson } = learner;
  const words = lesson.getByRole('textbox', { name: /./ });
  const commit = lesson.getByRole('button', { name: 'Commit my prediction' });
  if (await commit.isVisible()) {
    const slider = lesson.getByRole('slider');
    const option = lesson.getByRole('radio').first();
    const token = lesson.getByRole('group').getByRole('button', { pressed: false }).first();
    const order = lesson.getByRole('button', { name: /^Move .* down$/ }).first();
    await expect(slider.or(option).or(token).or(order).first()).toBeVisible();
    if (await slider.isVisible()) await press(page, slider, 'ArrowRight');
    else if (await option.isVisible()) await press(page, option, 'Space');
    else if (await order.isVisible()) await press(page, order, 'Enter');
    else await press(page, token, 'Space');
    await press(page, commit, 'Enter');
    await expect(lesson.getByRole('heading', { name: 'Why', exact: true })).toBeVisible();
  } else if (await words.isVisible()) {
    await tabTo(page, words);
    await page.keyboard.type('It goes round again, or it leaves.');
    await press(page, learner.button('Show a model answer'), 'Enter');
    await expect(lesson.getByRole('heading', { name: 'One good answer' })).toBeVisible();
  } else {
    for (const group of await lesson.getByRole('group').all()) {
      const first = group.getByRole('radio').first();
      if (await first.isVisible()) await press(page, first, 'Space');
    }
  }
}
