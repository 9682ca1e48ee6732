import { expect, test } from '@playwright/test';
import { Explorer } from './explorer';
import { expectSameAsCli } from './same-as-cli';

test.describe('Explore on real WebGPU', () => {
  test('types a sentence and throws every switch, in the same numbers as the command line', async ({
    page,
  }) => {
    const explorer = new Explorer(page);
    await explorer.openLive();
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
    await explorer.openLive('?text=Tom%20ran.&cache=shared');
    expect(await explorer.backend(), 'the browser must offer WebGPU to this test').toBe('webgpu');
    const [worker] = page.workers();
    await worker?.evaluate(() => {
      const encode = GPUDevice.prototype.createCommandEncoder;
      GPUDevice.prototype.createCommandEncoder = function (...given) {
        this.destroy();
        return encode.apply(this, given);
      };
    });
    await explorer.type('Tom ran far.');
    expect(await explorer.backend()).toBe('wasm');
    await expect(explorer.notices).toContainText(/going on with/);
    await expect(explorer.text).toHaveValue('Tom ran far.');
    await expect(explorer.option('KV cache', 'Shared')).toBeChecked();
    expect((await explorer.trace()).tokens.map((token) => token.text).join('')).toBe('Tom ran far.');
  });
});
