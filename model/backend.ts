import * as tf from '@tensorflow/tfjs-core';
import { checkNumbers } from './backends/probe';
import { MorError } from './errors';

export type BackendName = 'webgpu' | 'wasm' | 'cpu';

export interface BackendOptions {
  /** Folder or URL prefix of tfjs' three .wasm files, with a slash at its end. */
  readonly wasmPath?: string;
  /** Told when an open device is lost, is out of memory or refuses a command; what was running fails as well. */
  readonly onFailure?: (error: MorError) => void;
}

/** What a backend's own file gives. */
export interface Opened {
  /** The adapter's name where there is one. */
  readonly adapter: string | null;
  /** True where WebGPU runs on a software adapter. */
  readonly software: boolean;
  /** When all that was asked of the device so far is done: milliseconds on performance.now()'s clock. */
  mark(): Promise<number>;
  /** Gives the device back; every tensor on it is gone. */
  dispose(): void;
}

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

const LABELS: Readonly<Record<BackendName, string>> = { webgpu: 'WebGPU', wasm: 'WASM', cpu: 'CPU' };

/** Opens a backend and proves that it computes the right numbers. Throws E-BACKEND with the reason if it does not. */
export async function openBackend(name: BackendName, options: BackendOptions = {}): Promise<Backend> {
  tf.enableProdMode();
  let opened: Opened | undefined;
  try {
    opened = await OPENERS[name](options);
    await checkNumbers();
    return { name, ...opened };
  } catch (cause) {
    opened?.dispose();
    throw new MorError(
      'E-BACKEND',
      `${LABELS[name]} cannot be used here: ${cause instanceof Error ? cause.message : String(cause)}.`,
      'Choose another backend, or leave the choice to the page.',
      { cause },
    );
  }
}
