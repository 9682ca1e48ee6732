import { existsSync } from 'node:fs';
import { firstLine, run } from './run.mjs';

const ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function onPath() {
  for (const name of ON_PATH) {
    const path = firstLine('sh', ['-c', `command -v ${name}`]);
    if (path) return path;
  }
  return null;
}

async function playwrights() {
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

/**
 * The browser for the end-to-end tests: one on the PATH, else Playwright's, else Debian's package.
 * Ends the process with a remedy where none can be had.
 */
export async function findBrowser() {
  const present = onPath() ?? (await playwrights());
  if (present) return present;
  console.log('No Chromium here: trying Playwright’s …');
  if ((await run('npx', ['playwright', 'install', 'chromium'])) === 0) {
    const path = await playwrights();
    if (path) return path;
  }
  console.log('Trying Debian’s package …');
  await run('apt-get', ['update', '-qq']);
  await run('apt-get', ['install', '-y', '-qq', 'chromium'], { DEBIAN_FRONTEND: 'noninteractive' });
  const path = onPath();
  if (path) return path;
  console.error(
    'The tests need Chromium. Install it (Debian: apt-get install chromium) or put it on the PATH, then run npm test again.',
  );
  process.exit(1);
}
