import { expect, test } from '@playwright/test';
import { Batching } from './batching';

const PROMPTS = ['Once upon a time', 'The cat', 'Tom had a big red ball. One day'];
const SMALL = { prompts: PROMPTS.join('\n'), copies: 2, slots: 2, tokens: 16 };

test('each text of a batch is what the command line writes alone', async ({ page }) => {
  const view = new Batching(page);
  await view.openBatch({ ...SMALL, table: 1, seed: 7 });
  await view.runs();
  for (const model of ['MoR', 'Vanilla'] as const) expect(await view.texts(model)).toHaveLength(6);
  await view.expectAlone(PROMPTS, { tokens: 16, seed: 7, temperature: 0.8 });
});

test('MoR has the slots that vanilla’s memory holds, and both are measured', async ({ page }) => {
  const view = new Batching(page);
  await view.openBatch({ ...SMALL, copies: 8, tokens: 24 });
  await view.runs();
  const figures = view.panel.getByRole('table', { name: 'Many texts at once' });
  const cells = (row: string) =>
    figures.getByRole('row').filter({ hasText: row }).getByRole('cell').allTextContents();
  const [mor, vanilla] = (await cells('Slots in use')).map((cell) => Number(/of (\d+)$/.exec(cell)?.[1]));
  expect(vanilla).toBe(2);
  expect(mor).toBeGreaterThan(2);
  for (const rate of await cells('Tokens a second')) expect(Number(rate)).toBeGreaterThan(0);
  await expect(view.told).toContainText(
    /MoR writes [\d.]+ tokens a second, vanilla [\d.]+: [\d.]+ times as many/,
  );
});

test('is stepped, paused, looked back at by keyboard, and stopped', async ({ page }) => {
  const view = new Batching(page);
  await view.openBatch(SMALL);
  await view.button('Step').click();
  await view.idle();
  await view.button('Step').click();
  await view.idle();
  const tick = view.panel.getByRole('slider').first();
  await expect(tick).toHaveAttribute('aria-valuetext', /^Tick 2: /);
  await tick.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(tick).toHaveAttribute('aria-valuetext', /^Tick 1: /);
  await expect(
    view.panel.getByRole('list', { name: 'In the slots' }).first().getByRole('listitem').first(),
  ).toContainText(/^Slot 1: “Once” of text 1 comes in/);
  await view.button('Stop').click();
  await expect(view.panel).toContainText('Stopped.');
});

test('a backend without rows says so, and WASM is a press away', async ({ page }) => {
  const view = new Batching(page);
  await view.openBatch({ ...SMALL, backend: 'cpu' });
  await view.button('Run').click();
  await expect(view.alert).toContainText('E-BATCHING');
  await view.button('Go over to WASM').click();
  await expect(view.told).toContainText('Both batches are done');
  expect(await view.backend()).toBe('wasm');
});

test('from 320 px to a projector nothing scrolls sideways', async ({ page }) => {
  const view = new Batching(page);
  await view.openBatch(SMALL);
  await view.runs();
  for (const width of [320, 360, 768, 1024, 1440, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(overflow, { message: `sideways scroll at ${width} px` }).toBeLessThanOrEqual(0);
  }
});
