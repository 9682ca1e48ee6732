import { expect, test } from '@playwright/test';
import { Explorer } from './explorer';

/** The same files, served from a folder of a host: nothing of the build knows which. */

test('every page works in a folder of a host, and asks for nothing outside it', async ({ page }) => {
  const strays: string[] = [];
  page.on('request', (request) => {
    if (
      !/^(blob|data):/.test(request.url()) &&
      !new URL(request.url()).pathname.startsWith('/mor-explorer/')
    ) {
      strays.push(request.url());
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) strays.push(`${response.status()} ${response.url()}`);
  });
  page.on('pageerror', (error) => strays.push(error.message));
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm');
  expect((await explorer.trace()).depth.length).toBeGreaterThan(0);
  for (const path of ['', 'results/', 'learn/', 'learn/glossary/', 'teach/', 'about/']) {
    await page.goto(`./${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Explore' }).click();
    await expect(page).toHaveURL(/\/mor-explorer\/explore\/$/);
  }
  expect(strays).toEqual([]);
});
