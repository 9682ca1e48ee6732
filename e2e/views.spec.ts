import { expect, test } from '@playwright/test';
import { Explorer } from './explorer';

/** The pictures beside the depth map: they draw the same run. */

test('the KV cache view keeps as many entries as the trace says, under either cache', async ({ page }) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm');
  await explorer.choose('View', 'KV cache');
  const panel = page.getByRole('region', { name: /what the cache holds/i });
  const kept = panel.getByRole('gridcell', { name: /: kept, / });
  await expect(kept).toHaveCount((await explorer.trace()).kvEntries);
  await explorer.choose('KV cache', 'Shared');
  await expect(kept).toHaveCount((await explorer.trace()).kvEntries);
  await expect(panel.getByRole('gridcell', { name: /: reused, / }).first()).toBeVisible();
});

test('the flow is played step by step to its end, and the address names the view', async ({ page }) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&view=flow');
  const flow = page.getByRole('region', { name: 'Flow' });
  const steps = flow.getByRole('group', { name: /step by step/i });
  await steps.focus();
  await page.keyboard.press('End');
  await expect(flow.getByText(/predict/i).first()).toBeVisible();
  await page.keyboard.press('Home');
  await flow.getByRole('button', { name: 'Show as list' }).click();
  await expect(
    flow
      .getByRole('listitem')
      .filter({ hasText: /recursion/i })
      .first(),
  ).toBeVisible();
  await flow.getByRole('button', { name: 'Show as list' }).click();
  await explorer.choose('View', 'Depth');
  await expect(page).not.toHaveURL(/view=/);
  await expect(explorer.depthMap).toBeVisible();
});

test('both models write side by side, each token with its depth, and the text can be used', async ({
  page,
}) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&view=generate&text=Once%20upon%20a%20time');
  const view = page.getByRole('region', { name: 'Two models write' });
  await view.getByRole('spinbutton', { name: /tokens/i }).fill('12');
  await view.getByRole('button', { name: 'Write' }).click();
  await expect(page.getByRole('status', { name: 'Writing' })).toContainText(/writing is done\. MoR wrote/i);
  const written = view.getByRole('list', { name: 'Tokens MoR wrote' }).getByRole('button');
  await expect(written).toHaveCount(12);
  await expect(view.getByRole('list', { name: 'Tokens Vanilla wrote' }).getByRole('button')).toHaveCount(12);
  await expect(written.first()).toHaveAccessibleName(/probability \d.*went round/);
  await view.getByRole('button', { name: /use MoR.s text/i }).click();
  await explorer.idle();
  await expect(explorer.text).toHaveValue(/^Once upon a time.+/);
});

test('reduced motion gives the flow a stepper', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&view=flow');
  const flow = page.getByRole('region', { name: 'Flow' });
  await expect(flow.getByRole('button', { name: /play/i })).toHaveCount(0);
  await expect(flow.getByRole('button', { name: 'Step' })).toBeVisible();
});
