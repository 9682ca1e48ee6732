import { appendFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { Explorer } from './explorer';

/** The button is there before the page listens: it is pressed until it answers. */
async function openPanel(page: Page) {
  const panel = page.getByRole('dialog', { name: 'Use without a network' });
  await expect(async () => {
    await page.getByRole('button', { name: 'Keep for offline use' }).click({ timeout: 1_000 });
    await expect(panel).toBeVisible({ timeout: 1_000 });
  }).toPass();
  return panel;
}

/** Keeps the site with the models that are chosen from the start. */
async function keep(page: Page): Promise<void> {
  const panel = await openPanel(page);
  await expect(panel.getByText(/in all$/)).toBeVisible();
  await panel.getByRole('button', { name: 'Keep', exact: true }).click();
  await expect(panel.getByText('Kept. You can cut the network now.')).toBeVisible();
  await panel.getByRole('button', { name: 'Close' }).click();
}

test('what is kept runs the live model without a network, on every page, and can be let go', async ({
  page,
  context,
}) => {
  await page.goto('./about/');
  await keep(page);
  await context.setOffline(true);
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&text=Lily+had+a+dog');
  await expect(page.getByText(/^live, /)).toBeVisible();
  await explorer.type('Without any network at all.');
  expect((await explorer.trace()).depth.length).toBeGreaterThan(0);
  for (const path of ['', 'results/', 'learn/', 'learn/glossary/', 'teach/']) {
    await page.goto(`./${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await context.setOffline(false);
  await page.goto('./about/');
  const panel = await openPanel(page);
  await expect(panel.getByText(/is kept on this device, with 3 models/)).toBeVisible();
  await panel.getByRole('button', { name: 'Remove all that is kept' }).click();
  await expect(panel.getByText('Nothing is kept any more.')).toBeVisible();
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
});

test('nothing is kept before the visitor asks', async ({ page }) => {
  await new Explorer(page).openLive('?backend=wasm');
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});

test('a newer version says so, waits until it is taken, and loses nothing', async ({ page }) => {
  await page.goto('./about/');
  await keep(page);
  // Another byte makes another version; the next build writes the file anew.
  appendFileSync('out/sw.js', '\n// newer');
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&text=Ann+ran.&view=kv-cache');
  await expect(page.getByText('A newer version of the site is here.')).toBeVisible();
  await page.getByRole('button', { name: 'Reload with it' }).click();
  await expect(page.getByText('A newer version of the site is here.')).toHaveCount(0);
  await explorer.started();
  await explorer.idle();
  await expect(explorer.text).toHaveValue('Ann ran.');
  await expect(page).toHaveURL(/view=kv-cache/);
});
