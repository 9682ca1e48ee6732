import type { BackendName } from '../backend';
import { MorError } from '../errors';
import type { Model } from '../model';
import type { RowEngine, RowEngineOptions } from './row-engine';

type Open = (model: Model, options: RowEngineOptions) => Promise<RowEngine>;

/** Where rows of many texts are computed together; each in a file of its own, loaded when asked for. */
const ROW_ENGINES: { readonly [backend in BackendName]?: Open } = {
  webgpu: async (model, options) =>
    (await import('./webgpu-row-engine')).WebGpuRowEngine.open(model, options),
  wasm: async (model, options) => (await import('../wasm/row-engine')).openWasmRowEngine(model, options),
};

/** Throws E-BATCHING where the backend has none, E-OUT-OF-MEMORY. */
export async function openRowEngine(model: Model, options: RowEngineOptions): Promise<RowEngine> {
  const open = ROW_ENGINES[model.backend.name];
  if (open) return open(model, options);
  throw new MorError(
    'E-BATCHING',
    'Nothing on this backend computes rows of many texts together.',
    'Choose WASM where the backend is named, at the top of the page.',
  );
}
