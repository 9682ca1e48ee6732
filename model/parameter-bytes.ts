import type { Model } from './model';

const FLOAT_BYTES = 4;

/** Bytes that a model's parameters take where its backend's kernels read them: WebGPU's as the file has them, all others' as float32. */
export function parameterBytes({ weights, parameters }: Pick<Model, 'weights' | 'parameters'>): number {
  return 'bytes' in weights ? weights.bytes : FLOAT_BYTES * parameters;
}

/** Bits of one of its parameters, on average, rounded. */
export function parameterBits(model: Pick<Model, 'weights' | 'parameters'>): number {
  return Math.round((8 * parameterBytes(model)) / model.parameters);
}
