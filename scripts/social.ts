/**
 * `npm run social`: the picture that stands for the site where it is linked, drawn by the page itself from a live run, and the
 * icons of the installed site, into public/. `--site ADDRESS` takes a site that is served already.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { findBrowser } from './lib/browser.mjs';
import { buildSite } from './lib/build.mjs';
import { serveSite } from './lib/serve.mjs';

const TEXT = 'Once upon a time, a little girl named Lily found a big red ball.';
/** What previews ask for. */
const SIZE = { width: 1200, height: 630 };

const { values } = parseArgs({ options: { site: { type: 'string' } } });
const site = values.site ?? (await builtSite());
const browser = await chromium.launch({
  executablePath: await findBrowser(),
  args: ['--no-sandbox', '--disable-background-networking', '--disable-sync', '--no-first-run'],
});
await drawPreview(browser);
for (const size of [192, 512]) await drawIcon(browser, size);
await browser.close();
process.exit(0);

async function builtSite(): Promise<string> {
  await buildSite();
  return serveSite({ port: 4300 });
}

/** The depth map of a live run, alone on the page, under the site's name. */
async function drawPreview(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: SIZE, colorScheme: 'light' });
  const hidden = 'text,examples,switches,views,inspector,cost';
  await page.goto(`${site}explore/?backend=wasm&embed=1&hide=${hidden}&text=${encodeURIComponent(TEXT)}`);
  await page.waitForFunction(() => 'morExplorer' in window);
  await page.evaluate(() => window.morExplorer?.whenIdle());
  // A preview is a thumbnail: only the sentence, the map and the name, large.
  await page.addStyleTag({
    content: `
      html { font-size: 21px !important; }
      main { padding: 44px 48px 0 !important; }
      footer, main p, [class*="viewBar"], [data-panel] h2, [data-panel] button, [data-panel] fieldset { display: none !important; }
      [data-panel] { border: 0 !important; background: none !important; padding: 0 !important; }
      h1 { position: static !important; width: auto !important; height: auto !important; margin: 0 0 30px !important; clip-path: none !important; white-space: normal !important; font-size: 37px; letter-spacing: -0.025em; line-height: 1.2; }
    `,
  });
  await page.evaluate(() => {
    const heading = document.querySelector('h1');
    if (heading) heading.textContent = 'MoR Explorer: each token decides how long it is thought over';
  });
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  await page.screenshot({ path: 'public/social.png' });
  console.log('public/social.png');
  await page.close();
}

/** The mark on the page's ground, with the room round it that a mask may take. */
async function drawIcon(browser: Browser, size: number): Promise<void> {
  const page = await browser.newPage({ viewport: { width: size, height: size }, colorScheme: 'light' });
  const mark = readFileSync('public/icon.svg', 'utf8');
  await page.setContent(
    `<style>body{margin:0;background:#faf9f6}svg{display:block;width:62%;margin:19%}</style>${mark}`,
  );
  await page.screenshot({ path: `public/icon-${size}.png` });
  console.log(`public/icon-${size}.png`);
  await page.close();
}
