import type { BackendName } from '../model/backend';
import type { Rounds } from './texts/compare';

/** How much is measured. */
export interface Profile {
  readonly forward: {
    readonly lengths: readonly number[];
    readonly runs: Readonly<Record<BackendName, number>>;
  };
  readonly decode: {
    readonly lengths: readonly number[];
    readonly batches: Readonly<Record<BackendName, readonly number[]>>;
    readonly tokens: { readonly software: number; readonly other: number };
    readonly rounds: Rounds;
  };
  readonly batching: {
    readonly slots: readonly number[];
    readonly textsPerSlot: number;
    readonly tokens: number;
    readonly rounds: number;
  };
}

export const PROFILES: Readonly<Record<'quick' | 'full', Profile>> = {
  /** About ten minutes on two cores that play the GPU as well. */
  quick: {
    forward: { lengths: [32, 256], runs: { wasm: 15, webgpu: 1, cpu: 1 } },
    decode: {
      lengths: [16],
      batches: { wasm: [1, 8, 32], webgpu: [1, 8], cpu: [1] },
      tokens: { software: 3, other: 32 },
      rounds: { least: 3, most: 20, seconds: 8 },
    },
    batching: { slots: [8, 32], textsPerSlot: 3, tokens: 16, rounds: 5 },
  },
  /** For a machine with a GPU, or an hour without one. */
  full: {
    forward: { lengths: [32, 256], runs: { wasm: 60, webgpu: 10, cpu: 5 } },
    decode: {
      lengths: [16, 128],
      batches: { wasm: [1, 8, 32], webgpu: [1, 8, 32], cpu: [1] },
      tokens: { software: 8, other: 64 },
      rounds: { least: 5, most: 50, seconds: 30 },
    },
    batching: { slots: [8, 32, 64], textsPerSlot: 4, tokens: 48, rounds: 15 },
  },
};
