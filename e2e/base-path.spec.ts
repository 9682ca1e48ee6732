import { expect, test } from '@playwright/test';
import { Explorer } from './explorer';

test('the site works in a folder of a host', async ({ page }) => {
  const strays: string[] = [];
  page.on('request', (request) => {
    if (
      !/^(blob|data):/.test(request.url()) &&
      !new URL(request.url()).pathname.startsWith('/mor-explorer/')
    ) {
      strays.push(request.url());
    }
  });
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm');
  expect((await explorer.trace()).depth.length).toBeGreaterThan(0);
  expect(strays).toEqual([]);
});
