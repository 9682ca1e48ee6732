import { expect, test } from '@playwright/test';
import { Batching } from './batching';

const PROMPTS = ['The cat', 'Once upon', 'Tom had'];

test('a batch that WebGPU schedules writes each text as it is written alone', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  const view = new Batching(page);
  const asked = { tokens: 8, seed: 7, temperature: 0 };
  await view.openBatch({
    ...asked,
    backend: 'webgpu',
    prompts: PROMPTS.join('\n'),
    copies: 1,
    slots: 2,
    table: 1,
  });
  expect(await view.backend(), 'the browser must offer WebGPU to this test').toBe('webgpu');
  await view.runs();
  expect(await view.backend()).toBe('webgpu');
  await view.expectAlone(PROMPTS, asked);
  expect(errors).toEqual([]);
});
