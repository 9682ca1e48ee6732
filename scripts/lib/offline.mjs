import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getManifest } from '@serwist/build';
import { build } from 'esbuild';

/** All that a page needs without a network: pages, code, fonts, recorded runs, results, notes for teachers. Models are kept on request (workers/offline/keeper.ts). */
const KEPT = [
  '**/*.html',
  '_next/static/**/*',
  'wasm/*',
  'traces/*.json',
  'results/index.json',
  'models/index.json',
  'teachers/**/*.md',
  '*.{js,svg,png,webmanifest}',
];

/**
 * Writes the service worker, with the list of what it keeps, and `offline.json`, which says how much that is, into an export.
 * Addresses in the list are relative: the site may stand in any folder.
 */
export async function addServiceWorker(folder) {
  const { manifestEntries, size, warnings } = await getManifest({
    globDirectory: folder,
    globPatterns: KEPT,
    globIgnores: ['404.html', '404/**', '_not-found/**', 'sw.js'],
    // Their names carry a hash.
    dontCacheBustURLsMatching: /^_next\/static\//,
    maximumFileSizeToCacheInBytes: 32 * 2 ** 20,
  });
  if (warnings.length > 0) throw new Error(warnings.join('\n'));
  await build({
    entryPoints: ['workers/offline/service-worker.ts'],
    outfile: join(folder, 'sw.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    define: {
      'self.__SW_MANIFEST': JSON.stringify(manifestEntries),
      'process.env.NODE_ENV': '"production"',
    },
    logLevel: 'warning',
  });
  writeFileSync(
    join(folder, 'offline.json'),
    `${JSON.stringify({ files: manifestEntries.length, bytes: size })}\n`,
  );
}
