import { expect, type Page, test } from '@playwright/test';
import { generate } from './cli';
import { Explorer } from './explorer';
import { expectSameAsCli } from './same-as-cli';
import { Writers } from './writers';

/** From now on the device is lost as soon as the worker gives it work. */
async function loseDevice(page: Page): Promise<void> {
  await page.workers()[0]?.evaluate(() => {
    const encode = GPUDevice.prototype.createCommandEncoder;
    GPUDevice.prototype.createCommandEncoder = function (...given) {
      this.destroy();
      return encode.apply(this, given);
    };
  });
}

test.describe('Generate on real WebGPU', () => {
  const ASKED = { text: 'Once upon a time', seed: 1, temperature: 0 };

  test('writes 40 tokens whose depths, bytes and grid are those of the trace of the whole text', async ({
    page,
  }) => {
    test.setTimeout(480_000);
    const writers = new Writers(page);
    await writers.openWriters({ backend: 'webgpu', ...ASKED, tokens: 40 });
    expect(await writers.backend(), 'the browser must offer WebGPU to this test').toBe('webgpu');
    await writers.writes(300_000);
    expect(await writers.backend()).toBe('webgpu');
    const { prompt, generated, reopened } = await writers.written();
    expect(generated).toHaveLength(40);
    expect(reopened).toEqual([]);

    await writers.view.getByRole('button', { name: /use MoR.s text/i }).click();
    await writers.idle();
    expect(await writers.backend()).toBe('webgpu');
    const { tokens, depth, kvEntries, kvBytes, flops } = await writers.trace();
    const all = [...prompt.tokens, ...generated];
    expect(tokens.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(depth).toEqual(all.map((token) => token.depth));
    expect(generated.at(-1)!.kvBytes).toBe(kvBytes);
    expect(generated.reduce((sum, each) => sum + each.flops, prompt.flops)).toBe(flops);
    await writers.choose('View', 'KV cache');
    const grid = page.getByRole('region', { name: /what the cache holds/i });
    await expect(grid.getByRole('gridcell', { name: /: kept, / })).toHaveCount(kvEntries);
  });

  test('loses its device in mid-generation: the next backend writes the same text on', async ({ page }) => {
    const writers = new Writers(page);
    await writers.openWriters({ backend: 'webgpu', ...ASKED, tokens: 120 });
    expect(await writers.backend(), 'the browser must offer WebGPU to this test').toBe('webgpu');
    await writers.button('Write').click();
    await writers.hasWritten(3);
    const before = await writers.written();
    await loseDevice(page);
    await writers.isDone();
    expect(await writers.backend()).toBe('wasm');
    await expect(writers.notices).toContainText(/going on with WASM/);
    const { generated, reopened } = await writers.written();
    const there = generate({ member: 'mor-expert', ...ASKED, tokens: 120 });
    const exactly = (all: typeof generated) => all.map(({ id, depth, kvBytes }) => ({ id, depth, kvBytes }));
    expect(exactly(generated)).toEqual(exactly(there.generated));
    expect(generated.slice(0, before.generated.length)).toEqual(before.generated);
    expect(reopened).toMatchObject([{ why: 'restart' }]);
    expect(reopened[0]!.after).toBeGreaterThanOrEqual(3);
    await expect(writers.text).toHaveValue(ASKED.text);
  });
});

test.describe('Explore on real WebGPU', () => {
  test('types a sentence and throws every switch, in the same numbers as the command line', async ({
    page,
  }) => {
    const explorer = new Explorer(page);
    await explorer.openLive('?backend=webgpu');
    expect(await explorer.backend(), 'the browser must offer WebGPU to this test').toBe('webgpu');
    await expectSameAsCli(explorer, 'mor', { member: 'mor-expert', text: 'The cat sat on the mat' }, 1e-3);
    await expectSameAsCli(explorer, 'vanilla', { member: 'vanilla', text: 'The cat sat on the mat' }, 1e-3);

    const text = 'Tom saw a big bird.';
    await explorer.type(text);
    await expectSameAsCli(explorer, 'mor', { member: 'mor-expert', text }, 1e-3);
    await explorer.choose('Selection', 'Top-k');
    await expectSameAsCli(explorer, 'mor', { member: 'mor-expert', text, rule: 'topk' }, 1e-3);
    await explorer.choose('KV cache', 'Shared');
    await expectSameAsCli(explorer, 'mor', { member: 'mor-expert-shared', text, rule: 'topk' }, 1e-3);
    await explorer.choose('Routing', 'Token-choice');
    await expectSameAsCli(explorer, 'mor', { member: 'mor-token-shared', text }, 1e-3);
    await explorer.choose('Routing', 'Random');
    await explorer.choose('Selection', 'Threshold');
    await expectSameAsCli(explorer, 'mor', { member: 'mor-random', text }, 1e-3);
    await explorer.choose('Routing', 'Expert-choice');
    await explorer.choose('Recursions', '2');
    await expectSameAsCli(explorer, 'mor', { member: 'mor-expert-r2', text }, 1e-3);
    await explorer.choose('Recursions', '4');
    await expectSameAsCli(explorer, 'mor', { member: 'mor-expert-r4', text }, 1e-3);
    expect(await explorer.backend()).toBe('webgpu');
  });

  test('loses its device in the middle of work, goes on with the next backend and keeps the text', async ({
    page,
  }) => {
    const explorer = new Explorer(page);
    await explorer.openLive('?backend=webgpu&text=Tom%20ran.&cache=shared');
    expect(await explorer.backend(), 'the browser must offer WebGPU to this test').toBe('webgpu');
    await loseDevice(page);
    await explorer.type('Tom ran far.');
    await explorer.idle();
    expect(await explorer.backend()).toBe('wasm');
    await expect(explorer.notices).toContainText(/going on with/);
    await expect(explorer.text).toHaveValue('Tom ran far.');
    await expect(explorer.option('KV cache', 'Shared')).toBeChecked();
    expect((await explorer.trace()).tokens.map((token) => token.text).join('')).toBe('Tom ran far.');
  });
});

test('by itself the page leaves a software adapter to those who ask for it, and says why', async ({
  page,
}) => {
  const explorer = new Explorer(page);
  await explorer.openLive();
  expect(await explorer.backend()).toBe('wasm');
  await page.getByRole('button', { name: 'WASM' }).click();
  const detail = page.getByRole('dialog', { name: 'Where the model runs' });
  await expect(detail).toContainText(/there is no graphics card, only .*swiftshader/i);
  await detail.getByRole('radio', { name: 'WebGPU' }).check({ force: true });
  await expect.poll(() => explorer.backend()).toBe('webgpu');
});
