import { expect, type Page, test } from '@playwright/test';
import { Explorer } from './explorer';
import { expectSameAsCli } from './same-as-cli';

const TEXT = 'Once upon a time there was a little girl who had a red ball and a big dog.';

/** Every thread of the page, the workers' too, believes that the machine has so many cores. */
async function pretendCores(page: Page, cores: number): Promise<void> {
  await page.route('**/_next/static/chunks/*.js*', async (route) => {
    const response = await route.fetch();
    const lie = `Object.defineProperty(navigator, 'hardwareConcurrency', { value: ${cores}, configurable: true });`;
    await route.fulfill({ response, body: `${lie}\n${await response.text()}` });
  });
}

/** The text's depths and costs are the command line's, which computes on one thread. @returns what the page says of threads */
async function computedOn(page: Page): Promise<string> {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm');
  await explorer.type(TEXT);
  expect(await explorer.backend()).toBe('wasm');
  await expectSameAsCli(explorer, 'mor', { member: 'mor-expert', text: TEXT }, 1e-4);
  await page.getByRole('button', { name: 'WASM', exact: true }).click();
  const detail = page.getByRole('dialog', { name: 'Where the model runs' });
  const said = await detail.getByText(/^The model runs in this page on WASM, on /).textContent();
  return /on (\S+ threads?)\./.exec(said ?? '')?.[1] ?? '';
}

for (const [cores, threads] of [
  [2, 'one thread'],
  [3, '2 threads'],
  [16, '4 threads'],
] as const) {
  test(`an isolated page on a machine of ${cores} cores computes on ${threads}`, async ({ page }) => {
    await pretendCores(page, cores);
    expect(await computedOn(page)).toBe(threads);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  });
}

test('a page that its host does not isolate computes the same on one', async ({ page }) => {
  await pretendCores(page, 4);
  await page.route('**/explore/**', async (route) => {
    const response = await route.fetch();
    const headers = Object.entries(response.headers()).filter(([name]) => !name.startsWith('cross-origin-'));
    await route.fulfill({ response, headers: Object.fromEntries(headers) });
  });
  expect(await computedOn(page)).toBe('one thread');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
});
