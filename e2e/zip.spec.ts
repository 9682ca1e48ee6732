import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { serveSite } from '../scripts/lib/serve.mjs';
import { filesOf, zip } from '../scripts/lib/zip.mjs';
import { Explorer } from './explorer';
import { unzip } from './unzip';

test('the packed site, unpacked into any folder of any server, runs the model', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'mor-unpacked-'));
  for (const { name, content } of unzip(zip(filesOf('out', 'site')))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const basePath = `/${Math.random().toString(36).slice(2)}/class 7`.replace(' ', '-');
  const address = await serveSite({ folder: join(folder, 'site'), basePath, port: 4400 });
  await page.goto(`${address}explore/?backend=wasm&text=Ann+ran.`);
  const explorer = new Explorer(page);
  await explorer.started();
  await explorer.idle();
  await expect(explorer.alert).toHaveCount(0);
  expect((await explorer.trace()).tokens.map((token) => token.text).join('')).toBe('Ann ran.');
  await expect(page.getByText(/^live, /)).toBeVisible();
});
