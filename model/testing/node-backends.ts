import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { prepareWasm } from '../../scripts/lib/wasm.mjs';
import type { BackendName, BackendOptions } from '../backend';
import type { Helpers } from '../wasm/team';

/** Debian's chromium and Google's chrome bring a Vulkan loader and the SwiftShader driver with them. */
const CHROMIUM_FOLDERS = ['/usr/lib/chromium', '/opt/google/chrome'];

/** dlopen's flags: resolve now, and stay loaded. */
const RTLD_NOW_AND_NODELETE = 0x2 | 0x1000;

/**
 * What `openBackend` needs in Node, where there is neither a server for .wasm files nor a browser's WebGPU.
 * @param threads that the WASM kernels are to compute on
 */
export async function nodeBackendOptions(name: BackendName, threads = 1): Promise<BackendOptions> {
  if (name === 'wasm') {
    const wasmPath = await prepareWasm();
    serveFolder(wasmPath);
    return { wasmPath, helpers: threads > 1 ? nodeHelpers(threads) : undefined };
  }
  if (name === 'webgpu') await installDawn();
  return {};
}

/** Threads of Node's; they do not keep the process alive. */
export function nodeHelpers(threads: number): Helpers {
  return {
    threads,
    start: (script, task) =>
      new Promise((resolve, reject) => {
        const thread = new Worker(script);
        thread.once('message', () => resolve(thread));
        thread.once('error', reject);
        thread.postMessage(task);
        thread.unref();
      }),
  };
}

let serving = false;

/** Gives Node a `fetch` that reads a folder's files by their path, as a page has them from its server. */
function serveFolder(folder: string): void {
  if (serving) return;
  serving = true;
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) =>
    typeof input === 'string' && input.startsWith(folder)
      ? new Response(await readFile(input))
      : fetch(input, init);
}

/** Gives Node a `navigator.gpu`: Dawn, on chromium's SwiftShader unless VK_ICD_FILENAMES names another driver. */
async function installDawn(): Promise<void> {
  const chromium = CHROMIUM_FOLDERS.find((folder) => existsSync(join(folder, 'vk_swiftshader_icd.json')));
  if (chromium) {
    const driver = process.env.VK_ICD_FILENAMES ?? join(chromium, 'vk_swiftshader_icd.json');
    Object.assign(process.env, { VK_ICD_FILENAMES: driver, VK_DRIVER_FILES: driver });
    if (dirname(driver) === chromium) preload(join(chromium, 'libvulkan.so.1'));
  }
  process.env.XDG_RUNTIME_DIR ??= '/tmp';
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', {
    value: { gpu: create(['backend=vulkan']) },
    configurable: true,
  });
}

/** Loads a library that is no Node addon (so Node complains) and leaves it for Dawn to find by its name. */
function preload(library: string): void {
  try {
    process.dlopen({ exports: {} }, library, RTLD_NOW_AND_NODELETE);
  } catch (error) {
    if (!String(error).includes('did not self-register')) throw error;
  }
}
