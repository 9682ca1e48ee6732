import { expect, test } from '@playwright/test';
import { Explorer } from './explorer';
import { expectSameAsCli } from './same-as-cli';

const CAT = 'The cat sat on the mat';

test.describe('Explore on WebAssembly', () => {
  test('shows the cat sentence, live, and the three models side by side', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openLive('?backend=wasm');
    expect(await explorer.backend()).toBe('wasm');
    await expect(explorer.text).toHaveValue(CAT);
    await expectSameAsCli(explorer, 'mor', { member: 'mor-expert', text: CAT }, 1e-4);
    await expectSameAsCli(explorer, 'recursive', { member: 'recursive', text: CAT }, 1e-4);
    await expectSameAsCli(explorer, 'vanilla', { member: 'vanilla', text: CAT }, 1e-4);
  });

  test('every switch runs the model it names', async ({ page }) => {
    const explorer = new Explorer(page);
    const text = 'Lily had a red ball and she gave it to Tom.';
    await explorer.openLive('?backend=wasm');
    await explorer.type(text);
    await expectSameAsCli(explorer, 'mor', { member: 'mor-expert', text }, 1e-4);
    await explorer.choose('Selection', 'Top-k');
    await expectSameAsCli(explorer, 'mor', { member: 'mor-expert', text, rule: 'topk' }, 1e-4);
    await explorer.choose('Selection', 'Threshold');
    await explorer.choose('KV cache', 'Shared');
    await expectSameAsCli(explorer, 'mor', { member: 'mor-expert-shared', text }, 1e-4);
    await explorer.choose('Routing', 'Token-choice');
    await expectSameAsCli(explorer, 'mor', { member: 'mor-token-shared', text }, 1e-4);
    await explorer.choose('KV cache', 'Recursion-wise');
    await expectSameAsCli(explorer, 'mor', { member: 'mor-token', text }, 1e-4);
    await explorer.choose('Routing', 'Random');
    await expectSameAsCli(explorer, 'mor', { member: 'mor-random', text }, 1e-4);
    await explorer.choose('Routing', 'Expert-choice');
    for (const recursions of ['2', '4']) {
      await explorer.choose('Recursions', recursions);
      await expectSameAsCli(explorer, 'mor', { member: `mor-expert-r${recursions}`, text }, 1e-4);
    }
  });

  test('a combination that was not trained moves to the nearest one and says so', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openLive('?backend=wasm&recursions=4');
    await explorer.choose('Routing', 'Random');
    await expect(explorer.notices).toContainText(/recursion/i);
    await expect(explorer.option('Recursions', '3')).toBeChecked();
  });

  test('the address holds the settings, and opens them again', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openLive('?backend=wasm');
    await explorer.choose('KV cache', 'Shared');
    await explorer.type('A dog & a "cat" 50%');
    await expect(page).toHaveURL(/cache=shared/);
    await expect(page).toHaveURL(/text=A/);
    await explorer.reload();
    await expect(explorer.text).toHaveValue('A dog & a "cat" 50%');
    await expect(explorer.option('KV cache', 'Shared')).toBeChecked();
  });

  test('undo and reset bring settings back', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openLive('?backend=wasm');
    await explorer.type('Something of my own');
    await explorer.choose('KV cache', 'Shared');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(explorer.option('KV cache', 'Recursion-wise')).toBeChecked();
    await expect(explorer.text).toHaveValue('Something of my own');
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect(explorer.text).toHaveValue(CAT);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(explorer.text).toHaveValue('Something of my own');
  });

  test('the newest text wins while typing', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openLive('?backend=wasm');
    await explorer.text.fill('');
    await explorer.text.pressSequentially('Tom and Lily played in the park all day.');
    await explorer.idle();
    const { tokens } = await explorer.trace();
    expect(tokens.map((token) => token.text).join('')).toBe('Tom and Lily played in the park all day.');
  });

  test('the depth map is worked from the keyboard', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openLive('?backend=wasm');
    const before = await explorer.trace();
    await explorer.depthMap.locator('[tabindex="0"]').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const second = before.tokens[1]?.text.trim() ?? '';
    await expect(page.getByRole('heading', { name: new RegExp(second) })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Unpin' })).toHaveCount(0);
  });

  test('the depth map has a table behind it', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openLive('?backend=wasm');
    const { tokens } = await explorer.trace();
    const panel = page.getByRole('region', { name: /depth of each token/i });
    await panel.getByRole('button', { name: 'Show as table' }).click();
    await expect(panel.getByRole('table').getByRole('row')).toHaveCount(tokens.length + 1);
  });

  test('costs are those of the trace, and open their formula', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openLive('?backend=wasm');
    const [mor, vanilla] = [await explorer.trace('mor'), await explorer.trace('vanilla')];
    expect(mor.flops).toBeLessThan(vanilla.flops);
    expect(await explorer.costShown('Vanilla', 'FLOPs')).toContain((vanilla.flops / 1e6).toFixed(1));
    expect(await explorer.costShown('MoR', 'FLOPs')).toContain((mor.flops / 1e6).toFixed(1));
    expect(await explorer.costShown('MoR', 'Loss')).toContain(mor.nll.toFixed(2));
    await explorer.costs.getByRole('button', { name: /FLOPs/ }).first().click();
    await expect(page.getByRole('dialog').filter({ visible: true })).toContainText(
      vanilla.flops.toLocaleString('en'),
    );
  });
});
