import { existsSync } from 'node:fs';
import { FOLDER_MARK, makeRelative } from './anywhere.mjs';
import { addPolicy } from './csp.mjs';
import { addServiceWorker } from './offline.mjs';
import { mustRun } from './run.mjs';
import { addSitemap } from './sitemap.mjs';
import { fingerprint, readStamp, writeStamp } from './stamp.mjs';
import { prepareWasm } from './wasm.mjs';

const INPUTS = [
  'app',
  'components',
  'lessons',
  'languages',
  'store',
  'workers',
  'model',
  'public',
  'next.config.ts',
  'tsconfig.json',
  'package-lock.json',
  'scripts/lib',
  'docs/teachers',
];

/** Address under which the site will be published, `https://example.org/mor-explorer`; the pages run without knowing it. */
const SITE_URL = process.env.SITE_URL;

/**
 * Builds the static export into `out`, where it is older than its sources: pages that run in whatever folder they are put, each with
 * its Content-Security-Policy, and the service worker that can keep them.
 */
export async function buildSite() {
  await prepareWasm();
  const stamp = '.cache/build-out';
  const wanted = fingerprint(INPUTS, SITE_URL);
  if (existsSync('out/index.html') && readStamp(stamp) === wanted) return;
  console.log('Building the site …');
  await mustRun(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    FOLDER_MARK,
    NEXT_TELEMETRY_DISABLED: '1',
  });
  makeRelative('out', SITE_URL ? new URL(`${SITE_URL}/`).pathname.replace(/\/+$/, '/') : '/');
  addPolicy('out');
  addSitemap('out', SITE_URL);
  // The last step: it lists what the others left.
  await addServiceWorker('out');
  writeStamp(stamp, wanted);
}
