import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { BackendName, BackendOptions } from '../backend';

const require = createRequire(import.meta.url);

/** tfjs' .wasm files as npm installed them. */
const WASM_PATH = dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep;

/** Debian's chromium and Google's chrome bring the SwiftShader driver with them. */
const VULKAN_DRIVERS = ['/usr/lib/chromium', '/opt/google/chrome'].map((folder) =>
  join(folder, 'vk_swiftshader_icd.json'),
);

/** What `openBackend` needs in Node, where there is neither a server for .wasm files nor a browser's WebGPU. */
export async function nodeBackendOptions(name: BackendName): Promise<BackendOptions> {
  if (name === 'wasm') return { wasmPath: WASM_PATH };
  if (name === 'webgpu') return { gpu: await dawn() };
  return {};
}

/** WebGPU by Dawn. Without a graphics card (and unless VK_ICD_FILENAMES says otherwise) on SwiftShader. */
async function dawn(): Promise<GPU> {
  const driver = VULKAN_DRIVERS.find(existsSync);
  if (driver) {
    process.env.VK_ICD_FILENAMES ??= driver;
    process.env.VK_DRIVER_FILES ??= driver;
  }
  process.env.XDG_RUNTIME_DIR ??= '/tmp';
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  return create(['backend=vulkan']);
}
