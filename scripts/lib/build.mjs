import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { addPolicy } from './csp.mjs';
import { mustRun } from './run.mjs';
import { fingerprint, readStamp, writeStamp } from './stamp.mjs';

const INPUTS = [
  'app',
  'components',
  'store',
  'workers',
  'model',
  'public',
  'next.config.ts',
  'tsconfig.json',
  'package-lock.json',
  'scripts/lib',
];
const WASM = [
  'tfjs-backend-wasm.wasm',
  'tfjs-backend-wasm-simd.wasm',
  'tfjs-backend-wasm-threaded-simd.wasm',
];

/** The WASM backend's binaries belong to the pinned package; the page serves them itself. */
function copyWasm() {
  mkdirSync('public/wasm', { recursive: true });
  for (const file of WASM)
    cpSync(join('node_modules/@tensorflow/tfjs-backend-wasm/dist', file), join('public/wasm', file));
}

/**
 * Builds the static export into `folder` (default `out`) where it is older than its sources, and gives every page its
 * Content-Security-Policy.
 *
 * @param {{basePath?: string, folder?: string}} options basePath: the folder under which the site will be served, `/mor-explorer`
 */
export async function buildSite({ basePath = process.env.BASE_PATH ?? '', folder = 'out' } = {}) {
  copyWasm();
  const stamp = join('.cache', `build-${folder.replaceAll('/', '-')}`);
  const wanted = fingerprint(INPUTS, basePath);
  if (existsSync(join(folder, 'index.html')) && readStamp(stamp) === wanted) return;
  console.log(`Building the site${basePath ? ` for ${basePath}` : ''} …`);
  await mustRun(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    BASE_PATH: basePath,
    ...(folder !== 'out' && { OUT_FOLDER: folder }),
    NEXT_TELEMETRY_DISABLED: '1',
  });
  addPolicy(folder);
  writeStamp(stamp, wanted);
}
