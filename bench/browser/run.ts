import { type Browser, chromium } from '@playwright/test';
import { findBrowser } from '../../scripts/lib/browser.mjs';
import type { SessionRequest, SessionResult } from '../session';
import { serveBenchSite } from './site';

const WEBGPU = ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--ignore-gpu-blocklist'];
/** A real GPU where there is one, else the software adapter, without which there would be no WebGPU at all. */
const ADAPTERS = [WEBGPU, [...WEBGPU, '--use-webgpu-adapter=swiftshader']];

declare global {
  var runSession: ((request: SessionRequest) => Promise<SessionResult>) | undefined;
}

/** Runs a session in a page of its own. @returns what it measured, and the browser's name */
export async function runInBrowser(
  request: SessionRequest,
): Promise<SessionResult & { readonly host: string }> {
  const browser = await launch(request.backend === 'webgpu');
  const site = await serveBenchSite(request.threads > 1);
  try {
    const page = await browser.newPage();
    page.on('console', (message) => console.log(`  ${message.text()}`));
    const failed = new Promise<never>((_, reject) => {
      page.on('pageerror', reject);
      page.on('crash', () => reject(new Error('the page has crashed')));
    });
    await page.goto(site.url);
    await page.waitForFunction(() => globalThis.runSession !== undefined);
    const result = await Promise.race([
      page.evaluate((asked) => globalThis.runSession!(asked), request),
      failed,
    ]);
    return { ...result, host: `Chromium ${browser.version()}` };
  } finally {
    site.close();
    await browser.close();
  }
}

async function launch(gpu: boolean): Promise<Browser> {
  const executablePath = await findBrowser();
  for (const extra of gpu ? ADAPTERS : [[]]) {
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--no-first-run', ...extra],
    });
    if (!gpu || (await hasAdapter(browser))) return browser;
    await browser.close();
  }
  throw new Error('this browser offers no WebGPU, not even on a software adapter');
}

/** Only a page with a secure address is offered any. */
async function hasAdapter(browser: Browser): Promise<boolean> {
  const site = await serveBenchSite(false);
  const page = await browser.newPage();
  try {
    await page.goto(site.url);
    return await page.evaluate(async () => (await navigator.gpu?.requestAdapter()) != null);
  } finally {
    await page.close();
    site.close();
  }
}
