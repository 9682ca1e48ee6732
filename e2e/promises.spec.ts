import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { Explorer } from './explorer';

/** What the page promises to a school's network and to its visitors. */

/** Bytes, gzipped: pages that are read stay well below the one that runs models. */
const FIRST_LOAD = {
  '': 150_000,
  'explore/': 180_000,
  'results/': 150_000,
  'about/': 150_000,
  'teach/': 170_000,
} as const;

for (const [path, limit] of Object.entries(FIRST_LOAD)) {
  test(`first-load JavaScript of /${path} is at most ${limit / 1000} kB gzipped, compute code not in it`, () => {
    const folder = `out/${path}`;
    const html = readFileSync(`${folder}index.html`, 'utf8');
    const scripts = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"([^>]*)>/g)]
      .filter(([, , rest]) => !/nomodule/i.test(rest ?? ''))
      .map(([, src]) => readFileSync(join(folder, src?.split('?')[0] ?? '')));
    const bytes = scripts.reduce((sum, script) => sum + gzipSync(script, { level: 9 }).length, 0);
    console.log(`first-load JavaScript: ${(bytes / 1000).toFixed(1)} kB gzipped in ${scripts.length} files`);
    expect(scripts.length).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(limit);
    expect(
      scripts.filter((script) => script.includes('WEBGPU_') || script.includes('registerBackend')),
    ).toHaveLength(0);
  });
}

test('no other host is asked for anything, and the strict policy is never broken', async ({
  page,
  baseURL,
}) => {
  const others: string[] = [];
  const broken: string[] = [];
  const own = new URL(baseURL ?? '').origin;
  page.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url()) && new URL(request.url()).origin !== own)
      others.push(request.url());
  });
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) broken.push(message.text());
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm');
  await explorer.type('Nothing leaves this machine.');
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
  expect(policy).not.toContain("'unsafe-eval'");
  expect(others).toEqual([]);
  expect(broken).toEqual([]);
});

test('a recorded trace is in view before any weights are there, says that it is recorded, and gives way to live', async ({
  page,
}) => {
  let release: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/*.safetensors', async (route) => {
    await held;
    await route.continue();
  });
  const explorer = new Explorer(page);
  await explorer.open('?backend=wasm');
  await expect(explorer.depthMap).toBeVisible();
  await expect(page.getByText('Recorded run', { exact: true })).toBeVisible();
  const shown = await page.evaluate(() => performance.now());
  console.log(`recorded trace in view ${shown.toFixed(0)} ms after navigation began`);
  release();
  await explorer.idle();
  await expect(page.getByText('Recorded run', { exact: true })).toHaveCount(0);
});

test('a second visit takes the weights from this browser', async ({ page }) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm');
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.safetensors')) fetched.push(request.url());
  });
  await explorer.reload();
  expect((await explorer.trace()).depth.length).toBeGreaterThan(0);
  expect(fetched).toEqual([]);
});
