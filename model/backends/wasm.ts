import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendOptions, Opened } from './opened';

/** tfjs-wasm computes at once, so what was asked for is done. It stays registered: its module can be loaded only once. */
export async function openWasm({ wasmPath }: BackendOptions): Promise<Opened> {
  // Its threads start from blob: addresses, which the page's strict policy refuses; the module would then never answer.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (wasmPath !== undefined && !isLoaded()) setWasmPaths(wasmPath);
  if (!(await tf.setBackend('wasm'))) throw new Error(`its module could not be loaded from ${wasmPath}`);
  return { adapter: null, software: false, mark: async () => performance.now(), dispose: () => {} };
}

function isLoaded(): boolean {
  return 'wasm' in tf.engine().registry;
}
