import { expect, test } from '@playwright/test';
import { Explorer } from './explorer';

test('int8 weights are downloaded in place of fp16, run live, and are named with what they move', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&weights=int8');
  const weights = asked.filter((path) => path.endsWith('.safetensors'));
  expect(weights.length).toBeGreaterThan(0);
  expect(weights.filter((path) => !path.endsWith('/model.int8.safetensors'))).toEqual([]);
  const small = await explorer.trace();

  await page.getByRole('button', { name: 'WASM' }).click();
  const panel = page.getByRole('dialog', { name: 'Where the model runs' });
  await expect(panel.getByText(/moves by at most 0\.000\d nats/)).toBeVisible();
  await panel.getByRole('radio', { name: /fp16/ }).check({ force: true });
  await explorer.idle();
  const whole = await explorer.trace();
  expect(Math.abs(small.nll - whole.nll)).toBeLessThan(0.05);
  expect(small.nll).not.toBe(whole.nll);
});
