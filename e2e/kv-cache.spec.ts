import { expect, test } from '@playwright/test';
import { Explorer } from './explorer';

test('the cache grows as the models write, and its bytes are those that the cache counts', async ({
  page,
}) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&view=kv-cache&text=Once%20upon%20a%20time');
  const view = page.getByRole('region', { name: 'What the cache holds' });
  await view.getByRole('radio', { name: 'As it is written' }).check({ force: true });
  const more = view.getByRole('button', { name: 'One more token' });
  const names = view.getByRole('grid').getByRole('rowheader');
  const prompt = (await explorer.trace()).tokens.length;
  for (let written = 1; written <= 3; written += 1) {
    await more.click();
    await expect(names).toHaveCount(prompt + written);
    await expect(more).toBeEnabled();
  }
  const { kvBytes, kvEntries } = await explorer.trace();
  const kept = await view.locator('[role=gridcell][data-state=kept]').count();
  const live = view.getByText('Live entries').locator('xpath=following-sibling::dd');
  const bytes = (kept * kvBytes) / kvEntries;
  await expect(live).toHaveText(`${(bytes / 1000).toPrecision(3)} kB`);
  await expect(view.getByText(/allocated at once with room for \d+ tokens/)).toBeVisible();
  await view.getByRole('radio', { name: 'This text' }).check({ force: true });
  await expect(names).toHaveCount(prompt);
});

test('shape, context and table come back with the link, shared with the costs', async ({ page }) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&view=kv-cache&shape=1.7B&contextLength=131072&table=1');
  const view = page.getByRole('region', { name: 'What the cache holds' });
  const long = view.getByRole('region', { name: 'At long contexts' });
  await expect(view.getByRole('table', { name: /Entries of each token/ })).toBeVisible();
  await expect(long.getByText(/^At 1\.7B, \d+ layers and 131,072 tokens, MoR keeps/)).toBeVisible();
  await long.getByRole('slider', { name: /Context/ }).fill('0');
  await expect(page).not.toHaveURL(/contextLength/);
  await expect(explorer.costs.getByText(/^At 1\.7B, \d+ layers and 2,048 tokens/)).toBeVisible();
});
