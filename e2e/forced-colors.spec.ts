import { expect, type Locator, test } from '@playwright/test';
import { Explorer } from './explorer';
import { Learner } from './learner';
import { PLACES } from './places';

/** Where the system's colours are forced (high contrast) nothing may be told by a colour that is not there. */

test.use({ contextOptions: { forcedColors: 'active', reducedMotion: 'reduce' } });

const style = (locator: Locator, name: string) =>
  locator.first().evaluate((element, asked) => getComputedStyle(element).getPropertyValue(asked), name);

/** No two of them look alike in all of these. */
async function expectToldApart(locators: readonly Locator[], ...names: string[]): Promise<void> {
  const looks = await Promise.all(
    locators.map(async (each) => (await Promise.all(names.map((name) => style(each, name)))).join(' ')),
  );
  expect(new Set(looks).size, looks.join(' | ')).toBe(locators.length);
}

for (const { name, path } of PLACES) {
  test(`the focus is seen, and no button is only its text’s background: ${name}`, async ({ page }) => {
    await page.goto(`./${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    await expect(focused).toHaveCSS('outline-style', 'solid');
    await expect(focused).toHaveCSS('outline-width', '2px');
    const bare = await page.evaluate(() => {
      const painted = (colour: string) => !/^(transparent|rgba\(.*, 0\))$/.test(colour);
      return [...document.querySelectorAll('main :is(button, a):not([aria-pressed], [aria-current])')]
        .map((each) => ({ text: each.textContent, style: getComputedStyle(each) }))
        .filter(({ style }) => painted(style.backgroundColor) && style.borderTopStyle === 'none')
        .map(({ text }) => text);
    });
    expect(bare).toEqual([]);
  });
}

test('depths, choices and costs are told apart', async ({ page }) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&pinned=2');
  const cells = explorer.depthMap.locator('[data-passage="through"]');
  const depth = (at: number) => cells.and(page.locator(`[data-depth="${at}"]`));
  await expectToldApart([depth(1), depth(2), depth(3)], 'background-color');
  await expectToldApart([cells, explorer.depthMap.locator('[data-passage="left"]')], 'border-top-style');
  const routing = page.getByRole('group', { name: 'Routing' }).locator('label > span');
  await expectToldApart([routing.nth(0), routing.nth(1)], 'background-color');
  const examples = page.getByRole('group', { name: 'Examples' }).getByRole('button');
  await expectToldApart([examples.nth(0), examples.nth(1)], 'background-color');
  const bars = explorer.costs.getByRole('table').first().locator('td i:empty');
  await expectToldApart([bars.nth(0), explorer.costs], 'background-color');
});

test('what the cache keeps, reuses and never made is told apart', async ({ page }) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&view=kv-cache&cache=shared');
  const state = (name: string) => page.locator(`[role="gridcell"][data-state="${name}"]`);
  await expectToldApart(
    [state('kept'), state('reused'), state('never')],
    'background-image',
    'background-color',
  );
});

test('a token that is picked is told from the others', async ({ page }) => {
  const learner = new Learner(page);
  await learner.open('who-decides', '?backend=wasm&lessonStep=3');
  const token = (name: string) => learner.lesson.getByRole('button', { name });
  await token('dog').click();
  await expectToldApart([token('dog'), token('park')], 'background-color');
  expect(await style(token('dog').locator('*'), 'color')).toBe(await style(token('dog'), 'color'));
});
