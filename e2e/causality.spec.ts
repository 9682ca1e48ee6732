import { expect, type Locator, type Page, test } from '@playwright/test';
import { analyze } from './cli';
import { Explorer } from './explorer';

/** The Causality view as a visitor sees it. */
class Causality {
  readonly panel: Locator;
  readonly grid: Locator;
  readonly summary: Locator;
  readonly replacement: Locator;

  constructor(readonly page: Page) {
    this.panel = page.getByRole('region', { name: /what a later word does/i });
    this.grid = this.panel.getByRole('grid');
    this.summary = page.getByRole('status', { name: 'Causality' });
    this.replacement = this.panel.getByRole('textbox', { name: /in the place of/i });
  }

  word(name: RegExp): Locator {
    return this.panel.getByRole('radio', { name });
  }

  flips(rule: 'top-k' | 'threshold'): Locator {
    return this.grid.getByRole('gridcell', { name: new RegExp(`under ${rule}: .*(deeper|shallower)`) });
  }

  /** Depths as the cells say them, before and after. */
  async depths(rule: 'top-k' | 'threshold'): Promise<[number, number][]> {
    const names = await this.grid
      .getByRole('gridcell', { name: new RegExp(`under ${rule}`) })
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? ''));
    const times = ['once', 'twice', 'three times', 'four times'];
    return names.map((name) => {
      const [, before, after = before] =
        /goes round ([a-z ]+?)(?:,| before the change and ([a-z ]+?) after)/.exec(name) ?? [];
      return [times.indexOf(before ?? '') + 1, times.indexOf(after ?? '') + 1];
    });
  }
}

const BEFORE = 'The dog ran to the park because it was happy.';
const AFTER = 'The dog ran to the park because it was raining.';
const LINK = `?backend=wasm&view=causality&text=${encodeURIComponent(BEFORE)}&changeTo=raining`;

test('a later word flips earlier tokens under top-k and none under threshold, in the command line’s numbers', async ({
  page,
}) => {
  const explorer = new Explorer(page);
  const view = new Causality(page);
  await explorer.openLive('?backend=wasm&view=causality');
  await view.panel.getByRole('button', { name: 'The text grows' }).click();
  await expect(explorer.text).toHaveValue(BEFORE);
  await expect(view.summary).toHaveText(
    /^Under top-k [1-9]\d* of 9 earlier tokens .*; under threshold none can\.$/,
  );
  await expect(view.flips('threshold')).toHaveCount(0);
  for (const [rule, shown] of [
    ['topk', 'top-k'],
    ['threshold', 'threshold'],
  ] as const) {
    const depth = (text: string) => analyze({ member: 'mor-expert', text, rule }).depth.slice(0, 9);
    const [before, after] = [depth(BEFORE), depth(AFTER)];
    const told = before.map((each, t) => [each, after[t]]);
    await expect.poll(() => view.depths(shown), shown).toEqual(told);
    await expect(view.flips(shown)).toHaveCount(told.filter(([was, is]) => was !== is).length);
  }
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(view.replacement).toHaveValue('');
  await expect(explorer.text).toHaveValue('The cat sat on the mat');
});

test('the address brings the change back', async ({ page }) => {
  const explorer = new Explorer(page);
  const view = new Causality(page);
  await explorer.openLive(LINK);
  await expect(view.summary).toContainText('under threshold none can');
  await view.word(/^was/).check({ force: true });
  await expect(page).toHaveURL(/changeAt=8/);
  await explorer.reload();
  await expect(view.word(/^was, word 9, now raining/)).toBeChecked();
  await expect(view.summary).toContainText('of 8 earlier tokens');
});

test('words, replacement and picture are worked by keyboard alone', async ({ page }) => {
  const explorer = new Explorer(page);
  const view = new Causality(page);
  await explorer.openLive(LINK);
  await expect(view.summary).toContainText('Under top-k');
  await view.word(/^happy/).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(view.word(/^was/)).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(view.replacement).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('moon');
  await expect(view.word(/^was, word 9, now moon$/)).toBeChecked();
  await expect(view.summary).toContainText('of 8 earlier tokens');
  await view.grid.locator('[tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(view.grid.getByRole('row', { selected: true })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Unpin' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(view.grid.getByRole('row', { selected: true })).toHaveCount(0);
});

test('no earlier token changes under token-choice, and the page says why', async ({ page }) => {
  const explorer = new Explorer(page);
  const view = new Causality(page);
  await explorer.openLive(`${LINK}&routing=token`);
  await expect(view.summary).toHaveText(/^Under token-choice none of the 9 earlier tokens changes depth/);
  await expect(view.panel.getByText(/its own state, which knows only what came before/)).toBeVisible();
  await expect(view.flips('top-k')).toHaveCount(0);
});

test('a text without words, of one word and beyond the context has its own sentence', async ({ page }) => {
  const explorer = new Explorer(page);
  const view = new Causality(page);
  await explorer.openLive('?backend=wasm&view=causality&changeTo=moon');
  await explorer.type('');
  await expect(view.panel.getByText(/there is no word to change yet/i)).toBeVisible();
  await explorer.type('Lily');
  await expect(view.summary).toHaveText(/^The text has one word, and nothing stands before it/);
  await explorer.type('Once there was a cat. '.repeat(50));
  await expect(view.summary).toContainText('stands beyond the 256 tokens that the model reads');
  await expect(view.panel.getByText(/its last \d+ tokens were left off/)).toBeVisible();
  for (const width of [320, 768, 1440, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(overflow, { message: `sideways scroll at ${width} px` }).toBeLessThanOrEqual(0);
  }
});
