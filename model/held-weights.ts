import type { Backend, BackendName } from './backend';
import type { ModelConfig } from './config';
import type { Model } from './model';
import type { NamedArray } from './safetensors';
import { type PackedModel, packModel } from './wasm/packed-model';
import { type ModelWeights, uploadWeights } from './weights';

/** A model's weights where and as its backend's kernels read them, and nowhere else: tensors, or panels for our WASM kernels. */
export type HeldWeights = ModelWeights | PackedModel;

type Arrays = ReadonlyMap<string, NamedArray>;
/** Takes a checked checkpoint to a backend, which is the open one. */
type Hold = (arrays: Arrays, config: ModelConfig, backend: Backend) => HeldWeights;

/** How each backend's kernels want them. */
export const HOLD: Readonly<Record<BackendName, Hold>> = {
  webgpu: uploadWeights,
  wasm: (arrays, config, backend) => packModel(backend.kernels!, arrays, config),
  cpu: uploadWeights,
};

/** Of a model that tfjs' kernels, and those registered with it, compute. */
export function tensorsOf({ backend, weights }: Pick<Model, 'backend' | 'weights'>): ModelWeights {
  if ('kernels' in weights) throw new TypeError(`a model on ${backend.name} has no tensors`);
  return weights;
}

/** Of a model that our WASM kernels compute. */
export function panelsOf({ backend, weights }: Pick<Model, 'backend' | 'weights'>): PackedModel {
  if ('kernels' in weights) return weights;
  throw new TypeError(`a model on ${backend.name} has no panels`);
}
