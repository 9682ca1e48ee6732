import { expect, type Page, test } from '@playwright/test';
import { generate } from './cli';
import { Writers } from './writers';

const ASKED = { text: 'Once upon a time', tokens: 48, seed: 3, temperature: 0.8 };

/** What is done to the compute thread while it writes, and the backend that takes over. */
const FAILURES: { readonly [name: string]: { at: (page: Page) => Promise<unknown>; next: string } } = {
  'the worker is killed': {
    at: async (page) => page.workers()[0]!.evaluate(() => self.close()),
    next: 'wasm',
  },
  'memory runs out': {
    at: async (page) =>
      page.workers()[0]!.evaluate(() => {
        Float32Array.prototype.slice = () => {
          throw new RangeError('Array buffer allocation failed');
        };
      }),
    next: 'cpu',
  },
};

for (const [name, { at, next }] of Object.entries(FAILURES)) {
  test(`${name} in mid-generation: the next backend goes on, and the text is what it would have been`, async ({
    page,
  }) => {
    const writers = new Writers(page);
    await writers.openWriters({ backend: 'wasm', ...ASKED });
    await writers.button('Write').click();
    await writers.hasWritten(5);
    await at(page);
    await writers.text.fill('Typed meanwhile');
    await writers.isDone();

    expect(await writers.backend()).toBe(next);
    await expect(writers.notices).toContainText(/going on with/);
    await expect(writers.text).toHaveValue('Typed meanwhile');
    const { generated, reopened, text } = await writers.written();
    const whole = generate({ member: 'mor-expert', ...ASKED });
    expect(text).toBe(whole.text);
    const exactly = (all: typeof generated) =>
      all.map(({ id, depth, flops, kvBytes }) => ({ id, depth, flops, kvBytes }));
    expect(exactly(generated)).toEqual(exactly(whole.generated));
    expect(reopened).toMatchObject([{ why: 'restart', after: expect.any(Number) }]);
    expect(reopened[0]!.after).toBeGreaterThanOrEqual(5);
    await expect(writers.tokens('MoR')).toHaveCount(generated.length);
    await expect(writers.view.getByText(/the engine was started anew/).first()).toBeVisible();
  });
}

test('a worker killed while the writing is paused is noticed, and Write on goes on', async ({ page }) => {
  const writers = new Writers(page);
  await writers.openWriters({ backend: 'wasm', ...ASKED, tokens: 12 });
  await writers.button('Step').click();
  await writers.hasWritten(1);
  await page.workers()[0]!.evaluate(() => self.close());
  await expect(writers.notices).toContainText(/going on with/);
  await writers.idle();
  await writers.button('Write on').click();
  await writers.isDone();
  expect((await writers.written()).reopened).toMatchObject([{ why: 'restart', after: 1 }]);
  await expect(writers.tokens('MoR')).toHaveCount(12);
});
