import * as tf from '@tensorflow/tfjs-core';

/** What the open backend holds. */
export interface Held {
  readonly tensors: number;
  /** Bytes of those tensors. */
  readonly bytes: number;
  readonly dataBuffers: number;
  /** Bytes of the WASM module's memory, which never shrinks; 0 on another backend. */
  readonly wasmHeap: number;
}

export function held(): Held {
  const { numTensors, numBytes, numDataBuffers } = tf.memory();
  const { wasm } = tf.backend() as { wasm?: { readonly HEAPU8: Uint8Array } };
  return {
    tensors: numTensors,
    bytes: numBytes,
    dataBuffers: numDataBuffers,
    wasmHeap: wasm?.HEAPU8.byteLength ?? 0,
  };
}
