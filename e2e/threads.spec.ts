import { expect, type Page, test } from '@playwright/test';
import { Explorer } from './explorer';
import { expectSameAsCli } from './same-as-cli';

const TEXT = 'Once upon a time there was a little girl who had a red ball and a big dog.';

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

test('an isolated page computes on as many threads as there are cores, four at most', async ({ page }) => {
  const said = await computedOn(page);
  const { isolated, cores } = await page.evaluate(() => ({
    isolated: crossOriginIsolated,
    cores: navigator.hardwareConcurrency,
  }));
  expect(isolated).toBe(true);
  expect(said).toBe(cores === 1 ? 'one thread' : `${Math.min(cores, 4)} threads`);
});

test('a page that its host does not isolate computes the same on one', async ({ page }) => {
  await page.route('**/explore/**', async (route) => {
    const response = await route.fetch();
    const {
      'cross-origin-opener-policy': _,
      'cross-origin-embedder-policy': __,
      ...headers
    } = response.headers();
    await route.fulfill({ response, headers });
  });
  expect(await computedOn(page)).toBe('one thread');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
});
