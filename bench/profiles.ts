import type { BackendName } from '../model/backend';
import type { SessionSize, SoftwareSize } from './session';

/** How much is measured. */
export interface Profile {
  readonly forward: {
    readonly lengths: readonly number[];
    readonly runs: Readonly<Record<BackendName, number>>;
  };
  readonly decode: SessionSize & {
    readonly batches: Readonly<Record<BackendName, readonly number[]>>;
  };
  readonly batching: {
    readonly slots: Readonly<Record<BackendName, readonly number[]>>;
    readonly textsPerSlot: number;
    readonly tokens: number;
    readonly rounds: number;
  };
  readonly exits: { readonly tokens: number; readonly rounds: number };
}

/** What shows that many texts at once can be written, where a software adapter would take hours to write them all. */
const FEW = ['vanilla', 'mor-expert'];

/** A software adapter is given what it can do in minutes, whatever the profile; by texts at once, of which no more than these are asked. */
export const SOFTWARE: Readonly<Record<number, SoftwareSize>> = {
  1: { lengths: [16], tokens: 3, rounds: { least: 3, most: 3, seconds: 0 } },
  8: { lengths: [4], tokens: 2, rounds: { least: 2, most: 2, seconds: 0 } },
  32: { lengths: [2], tokens: 2, rounds: { least: 1, most: 1, seconds: 0 }, members: FEW },
};

const BATCHES = [1, 8, 32];
const DECODE_BATCHES = { wasm: BATCHES, webgpu: BATCHES, cpu: BATCHES };

export const PROFILES: Readonly<Record<'quick' | 'full', Profile>> = {
  /** A quarter of an hour on two cores that play the GPU as well. */
  quick: {
    forward: { lengths: [32, 256], runs: { wasm: 15, webgpu: 1, cpu: 1 } },
    decode: {
      lengths: [16],
      batches: DECODE_BATCHES,
      tokens: 32,
      rounds: { least: 3, most: 20, seconds: 8 },
    },
    batching: { slots: { wasm: [8, 32], webgpu: [8], cpu: [8] }, textsPerSlot: 3, tokens: 16, rounds: 5 },
    exits: { tokens: 4, rounds: 7 },
  },
  /** For a machine with a GPU, or an hour without one. */
  full: {
    forward: { lengths: [32, 256], runs: { wasm: 60, webgpu: 10, cpu: 5 } },
    decode: {
      lengths: [16, 128],
      batches: DECODE_BATCHES,
      tokens: 64,
      rounds: { least: 5, most: 50, seconds: 30 },
    },
    batching: {
      slots: { wasm: [8, 32, 64], webgpu: [8, 32, 64], cpu: [8] },
      textsPerSlot: 4,
      tokens: 48,
      rounds: 15,
    },
    exits: { tokens: 16, rounds: 30 },
  },
};
