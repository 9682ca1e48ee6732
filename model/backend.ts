import * as tf from '@tensorflow/tfjs-core';
import type { BackendOptions, Opened } from './backends/opened';
import { checkNumbers } from './backends/probe';
import { BackendRefused } from './backends/refused';

export type { BackendOptions } from './backends/opened';

/** What computes: the visitor's GPU, WebAssembly, or plain JavaScript. */
export type BackendName = 'webgpu' | 'wasm' | 'cpu';

/** An open backend: tfjs computes on it until another is opened. */
export interface Backend extends Opened {
  readonly name: BackendName;
}

/** Each in a file of its own, loaded when asked for: a page that takes WebGPU downloads no WASM kernels. */
const OPENERS: Readonly<Record<BackendName, (options: BackendOptions) => Promise<Opened>>> = {
  webgpu: async (options) => (await import('./backends/webgpu')).openWebGpu(options),
  wasm: async (options) => (await import('./backends/wasm')).openWasm(options),
  cpu: async () => (await import('./backends/cpu')).openCpu(),
};

/** The backend that is on its way; one that never answers would keep tfjs from starting another. */
let opening: BackendName | null = null;

/**
 * Opens a backend and proves that it computes the right numbers.
 * @throws BackendRefused with the reason if it does not
 */
export async function openBackend(name: BackendName, options: BackendOptions = {}): Promise<Backend> {
  if (opening !== null) tf.engine().reset();
  tf.enableProdMode();
  opening = name;
  let opened: Opened | undefined;
  try {
    opened = await OPENERS[name](options);
    await checkNumbers(name, opened.kernels);
    opening = null;
    return { name, ...opened };
  } catch (cause) {
    if (opening === name) opening = null;
    opened?.dispose();
    if (cause instanceof BackendRefused) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new BackendRefused(name, { why: 'failed', message }, message, { cause });
  }
}
