import { expect, test } from '@playwright/test';
import { Explorer } from './explorer';
import { expectNoFindings } from './findings';

for (const theme of ['light', 'dark']) {
  test(`axe finds nothing on the front page, ${theme}`, async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openLive(`?backend=wasm&theme=${theme}`);
    await expectNoFindings(page);
    await explorer.costs.getByRole('button', { name: /FLOPs/ }).first().click();
    await expectNoFindings(page);
  });
}

test('axe finds nothing on a failed page, on an empty one and on the not-found page', async ({ page }) => {
  const explorer = new Explorer(page);
  await page.route('**/*.safetensors', (route) => route.fulfill({ status: 404, body: '' }));
  await explorer.open('?backend=wasm');
  await expect(explorer.alert).toBeVisible();
  await expectNoFindings(page);
  await explorer.type('');
  await expectNoFindings(page);
  await page.goto('./no-such-page');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectNoFindings(page);
});

test('from 320 px to a projector nothing scrolls sideways, however long the text', async ({ page }) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm');
  await explorer.type('Once upon a time there was a little cat who liked to play in the park. '.repeat(6));
  for (const width of [320, 360, 768, 1024, 1440, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(overflow, { message: `sideways scroll at ${width} px` }).toBeLessThanOrEqual(0);
  }
});

test('text, switches and preset are reached and worked by keyboard alone', async ({ page }) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm');
  await explorer.text.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Ann ran.');
  await explorer.idle();
  await explorer.option('KV cache', 'Recursion-wise').focus();
  await page.keyboard.press('ArrowRight');
  await explorer.idle();
  await expect(explorer.option('KV cache', 'Shared')).toBeChecked();
  expect((await explorer.trace()).tokens.map((token) => token.text).join('')).toBe('Ann ran.');
});
