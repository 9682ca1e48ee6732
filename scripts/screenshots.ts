/** `npm run screenshots`: pictures of the built page, live on WebAssembly, into docs/screenshots/. */
import { mkdirSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findBrowser } from './lib/browser.mjs';
import { buildSite } from './lib/build.mjs';
import { serveSite } from './lib/serve.mjs';

const FOLDER = 'docs/screenshots';
const TEXT = 'Once upon a time, a little girl named Lily found a big red ball.';
const SHOTS = [
  { name: 'explore-light-1440', theme: 'light', width: 1440, height: 900 },
  { name: 'explore-dark-1440', theme: 'dark', width: 1440, height: 900 },
  { name: 'explore-light-1024', theme: 'light', width: 1024, height: 1000 },
  { name: 'explore-dark-360', theme: 'dark', width: 360, height: 1400 },
  { name: 'whole-page-light', theme: 'light', width: 1440, height: 900, fullPage: true },
] as const;

await buildSite();
const address = await serveSite({ port: 4300 });
const browser = await chromium.launch({
  executablePath: await findBrowser(),
  args: ['--no-sandbox', '--disable-background-networking', '--disable-sync', '--no-first-run'],
});
mkdirSync(FOLDER, { recursive: true });
for (const { name, theme, width, height, ...rest } of SHOTS) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: theme });
  await page.goto(`${address}?backend=wasm&text=${encodeURIComponent(TEXT)}`);
  await page.waitForFunction(() => 'morExplorer' in window);
  await page.evaluate(() => window.morExplorer?.whenIdle());
  await page.screenshot({ path: `${FOLDER}/${name}.png`, fullPage: 'fullPage' in rest });
  console.log(`${FOLDER}/${name}.png`);
  await page.close();
}
await browser.close();
process.exit(0);
