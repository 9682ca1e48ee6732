import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import sirv from 'sirv';
import { readModelFolder } from '../../model/testing/fixtures';
import { prepareWasm } from '../../scripts/lib/wasm.mjs';
import { vanillaGraph } from '../vanilla-graph';

const SITE = '.cache/bench-site';
const ONNX = 'node_modules/onnxruntime-web/dist';
/** onnxruntime-web starts its threads from its own files: it may not be part of the bundle. */
const ONNX_ENTRIES = {
  'onnxruntime-web/webgpu': '/onnx/ort.webgpu.min.mjs',
  'onnxruntime-web/wasm': '/onnx/ort.wasm.min.mjs',
};

/** Puts together what a page of the bench needs. It is no part of the site that visitors see. */
export async function buildBenchSite(models: string, vanilla: string): Promise<void> {
  const wasm = await prepareWasm();
  rmSync(SITE, { recursive: true, force: true });
  mkdirSync(SITE, { recursive: true });
  await build({
    entryPoints: ['bench/browser/page.ts', 'bench/browser/session.worker.ts'],
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    outdir: SITE,
    alias: ONNX_ENTRIES,
    external: ['/onnx/*'],
    logLevel: 'error',
  });
  for (const [name, folder] of [
    ['models', models],
    ['wasm', wasm],
    ['onnx', ONNX],
  ] as const) {
    symlinkSync(resolve(folder), join(SITE, name));
  }
  writeFileSync(join(SITE, `${vanilla}.onnx`), vanillaGraph(readModelFolder(join(models, vanilla))));
  writeFileSync(
    join(SITE, 'index.html'),
    '<!doctype html><link rel="icon" href="data:,"><title>Bench</title><script type="module" src="/page.js"></script>',
  );
}

/** Serves it. @param isolated cross-origin isolated, so that there may be threads @returns address and how to stop */
export async function serveBenchSite(isolated: boolean): Promise<{ url: string; close(): void }> {
  const files = sirv(SITE, {
    dev: true,
    setHeaders(response) {
      if (!isolated) return;
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    },
  });
  const server = createServer((request, response) => files(request, response));
  await new Promise<void>((ready) => server.listen(0, ready));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/`, close: () => server.close() };
}
