import type { BackendName } from '../../model/backend';

const NAMES: { readonly [name in BackendName]: string } = { webgpu: 'WebGPU', wasm: 'WASM', cpu: 'CPU' };

export const backendName = (backend: BackendName) => NAMES[backend];
