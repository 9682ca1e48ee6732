import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { type KernelSource, ownKernels } from '../wasm/kernels';
import { teamKernels } from '../wasm/team';
import type { BackendOptions, Opened } from './opened';
import { BackendRefused } from './refused';

/** As `scripts/lib/wasm.mjs` names them. */
const KERNELS = 'mor-kernels.wasm';
const TEAM_KERNELS = 'mor-kernels-team.wasm';
const HELPER = 'mor-helper.js';

/** tfjs-wasm computes at once, so what was asked for is done. It stays registered: its module can be loaded only once. */
export async function openWasm({ wasmPath = '', helpers }: BackendOptions): Promise<Opened> {
  // Its threads start from blob: addresses, which the page's strict policy refuses; the module would then never answer.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!isLoaded()) setWasmPaths(wasmPath);
  if (!(await tf.setBackend('wasm'))) throw notLoaded(`its module could not be loaded from ${wasmPath}`);
  const kernels = await openKernels(wasmPath, helpers);
  return {
    adapter: null,
    software: false,
    kernels,
    mark: async () => performance.now(),
    loss: async () => kernels.loss(),
    dispose: () => kernels.dispose(),
  };
}

/** By several threads where they can be had; where not, one does all, and the page says so. */
async function openKernels(wasmPath: string, helpers: BackendOptions['helpers']): Promise<KernelSource> {
  if (helpers) {
    try {
      return await teamKernels(await compiled(wasmPath + TEAM_KERNELS), wasmPath + HELPER, helpers);
    } catch (error) {
      console.warn('The kernels compute on one thread:', error);
    }
  }
  return ownKernels(await compiled(wasmPath + KERNELS));
}

const notLoaded = (sentence: string) => new BackendRefused('wasm', { why: 'not-loaded' }, sentence);

async function compiled(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw notLoaded(`${url} is not there (${response.status})`);
  return WebAssembly.compile(await response.arrayBuffer());
}

function isLoaded(): boolean {
  return 'wasm' in tf.engine().registry;
}
