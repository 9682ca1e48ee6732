import { expect, type Page, test } from '@playwright/test';
import { Explorer } from './explorer';

/** What a frame of playing cost: from one frame to the next, and what the page did in it. Milliseconds. */
interface Frames {
  readonly intervals: readonly number[];
  readonly work: readonly number[];
}

/** Every callback of requestAnimationFrame is timed from now on. */
async function timeFrames(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const ask = window.requestAnimationFrame.bind(window);
    const frames: { at: number; work: number }[] = [];
    Object.assign(window, { timedFrames: frames });
    window.requestAnimationFrame = (callback) =>
      ask((at) => {
        const begin = performance.now();
        callback(at);
        frames.push({ at, work: performance.now() - begin });
      });
  });
}

const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

test('128 tokens are drawn within a quarter of a frame', async ({ page }) => {
  await timeFrames(page);
  const explorer = new Explorer(page);
  const text = 'Once upon a time there was a cat. '.repeat(16);
  await explorer.openLive(`?backend=wasm&view=flow&text=${encodeURIComponent(text)}`);
  expect((await explorer.trace()).tokens.length).toBeGreaterThanOrEqual(128);
  const flow = page.getByRole('region', { name: 'Flow' });
  await flow.getByRole('button', { name: 'Play' }).click();
  await expect(flow.getByRole('button', { name: 'Play' })).toBeVisible();
  const { intervals, work } = await page.evaluate((): Frames => {
    const { timedFrames: frames } = window as unknown as { timedFrames: { at: number; work: number }[] };
    return {
      intervals: frames.slice(1).map((frame, i) => frame.at - frames[i]!.at),
      work: frames.map((frame) => frame.work),
    };
  });
  test.info().annotations.push({
    type: 'frames',
    description: `${work.length} frames, ${middle(work).toFixed(2)} ms of work, ${middle(intervals).toFixed(1)} ms apart`,
  });
  expect(work.length).toBeGreaterThan(60);
  expect(middle(work)).toBeLessThanOrEqual(4);
});

test('a link brings back model, level, step and list, and nothing moves', async ({ page }) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&view=flow&flowOf=vanilla&step=3');
  const flow = page.getByRole('region', { name: 'Flow' });
  await expect(flow.getByRole('radio', { name: 'Vanilla' })).toBeChecked();
  await expect(flow.getByRole('slider', { name: 'Time in the run' })).toHaveAttribute(
    'aria-valuetext',
    'All seven tokens go through layer 2.',
  );
  await flow.getByRole('radio', { name: 'MoR' }).check({ force: true });
  await flow.getByRole('group', { name: /step by step/i }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/step=1(&|$)/);
  await flow.getByRole('radio', { name: 'One recursion' }).check({ force: true });
  await expect(page).toHaveURL(/level=recursion/);
  await explorer.reload();
  await expect(flow.getByRole('radio', { name: 'One recursion' })).toBeChecked();
  await flow.getByRole('radio', { name: 'Whole model' }).check({ force: true });
  await expect(flow.getByText('All seven tokens go through layer 0.')).toBeVisible();
});

test('words of a step light the tokens they speak of, here and in their list', async ({ page }) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&view=flow&step=2');
  const flow = page.getByRole('region', { name: 'Flow' });
  await flow.getByRole('button', { name: 'all seven tokens go' }).hover();
  await expect(flow.locator('[data-chip][data-lit]')).toHaveCount(7);
  await flow.getByRole('button', { name: 'Step' }).hover();
  await expect(flow.locator('[data-chip][data-lit]')).toHaveCount(0);
});
