import { existsSync } from 'node:fs';
import { join } from 'node:path';
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
];

/**
 * Builds the static export into `folder` (default `out`) where it is older than its sources, and gives every page its
 * Content-Security-Policy. `SITE_URL`, where it is set, is the address under which the site will be published.
 *
 * @param {{basePath?: string, folder?: string}} options basePath: the folder under which the site will be served, `/mor-explorer`
 */
export async function buildSite({ basePath = process.env.BASE_PATH ?? '', folder = 'out' } = {}) {
  await prepareWasm();
  const stamp = join('.cache', `build-${folder.replaceAll('/', '-')}`);
  const wanted = fingerprint(INPUTS, `${basePath} ${process.env.SITE_URL ?? ''}`);
  if (existsSync(join(folder, 'index.html')) && readStamp(stamp) === wanted) return;
  console.log(`Building the site${basePath ? ` for ${basePath}` : ''} …`);
  await mustRun(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    BASE_PATH: basePath,
    ...(folder !== 'out' && { OUT_FOLDER: folder }),
    NEXT_TELEMETRY_DISABLED: '1',
  });
  addPolicy(folder);
  addSitemap(folder, process.env.SITE_URL);
  // The last step: it lists what the others left.
  await addServiceWorker(folder);
  writeStamp(stamp, wanted);
}
