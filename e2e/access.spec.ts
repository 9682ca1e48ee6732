import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { arrive, expectNoSidewaysScroll, PLACES, VIEWS } from './places';
import { STATES } from './states';

/** What can be told of access without looking: on every route and in each of its states, in both themes. */

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Axe finds nothing: WCAG 2.2 AA, whose target size it would leave out by default, and its own good practice. */
async function expectNoFindings(page: Page, within = 'html'): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((worn) => {
      document.documentElement.dataset.theme = worn;
    }, theme);
    const axe = new AxeBuilder({ page })
      .include(within)
      .options({ rules: { 'target-size': { enabled: true } } });
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
    expect(found, theme).toEqual([]);
  }
}

for (const place of PLACES) {
  test(`${place.name}: axe finds nothing, nothing scrolls sideways`, async ({ page }) => {
    await arrive(page, place);
    await expectNoFindings(page);
    await expectNoSidewaysScroll(page);
  });
}

for (const [name, reach] of Object.entries(STATES)) {
  test(`${name}: axe finds nothing`, async ({ page }) => {
    await reach(page);
    await expectNoFindings(page);
  });
}

test('axe finds nothing in what opens over Explore', async ({ page }) => {
  await arrive(page, VIEWS[0]!);
  for (const name of [
    'Commands',
    'Keys',
    'WASM',
    'Theme',
    /^Language/,
    /FLOPs/,
    'Save',
    'Keep for offline use',
  ]) {
    await page.getByRole('button', { name }).first().click();
    const over = page.getByRole('dialog').filter({ visible: true });
    await expect(over).toBeVisible();
    await expectNoFindings(page, '[role=dialog]:popover-open, dialog[open]');
    await page.keyboard.press('Escape');
    await expect(over).toBeHidden();
  }
});

test('in Chinese axe finds nothing in any view', async ({ page }) => {
  for (const place of VIEWS) {
    await arrive(page, { ...place, path: `${place.path}&lang=zh` });
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('zh-Hans');
    await expectNoFindings(page);
  }
});

test('a long text scrolls sideways at no width', async ({ page }) => {
  const text = 'Once upon a time there was a little cat who liked to play in the park. '.repeat(6);
  const path = `explore/?backend=wasm&text=${encodeURIComponent(text)}`;
  await arrive(page, { name: 'Explore', path, live: true });
  await expectNoSidewaysScroll(page);
});

test('who asks for less motion gets none', async ({ page }) => {
  for (const place of [PLACES[0]!, ...VIEWS]) {
    await arrive(page, place);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((each) => {
          const { transitionDuration, animationDuration } = getComputedStyle(each);
          return [transitionDuration, animationDuration].some((all) => Number.parseFloat(all) > 0.001);
        })
        .map((each) => each.className),
    );
    expect(moving, place.name).toEqual([]);
  }
});
