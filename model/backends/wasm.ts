import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendOptions, Opened } from './opened';
import { BackendRefused } from './refused';

/** As `scripts/lib/wasm.mjs` names it. */
const KERNELS = 'mor-kernels.wasm';

/** tfjs-wasm computes at once, so what was asked for is done. It stays registered: its module can be loaded only once. */
export async function openWasm({ wasmPath = '' }: BackendOptions): Promise<Opened> {
  // Its threads start from blob: addresses, which the page's strict policy refuses; the module would then never answer.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!isLoaded()) setWasmPaths(wasmPath);
  if (!(await tf.setBackend('wasm'))) throw notLoaded(`its module could not be loaded from ${wasmPath}`);
  const kernels = await WebAssembly.compile(await download(wasmPath + KERNELS));
  return {
    adapter: null,
    software: false,
    kernels,
    mark: async () => performance.now(),
    loss: async () => null,
    dispose: () => {},
  };
}

const notLoaded = (sentence: string) => new BackendRefused('wasm', { why: 'not-loaded' }, sentence);

async function download(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw notLoaded(`${url} is not there (${response.status})`);
  return response.arrayBuffer();
}

function isLoaded(): boolean {
  return 'wasm' in tf.engine().registry;
}
