import { afterAll, beforeAll, expect } from 'vitest';
import { type Backend, openBackend } from '../backend';
import type { MorError } from '../errors';
import { countGpu, type GpuCounts } from './gpu-counts';
import { nodeBackendOptions } from './node-backends';

/** WebGPU, and what was asked of it: there while tests run. */
interface TestGpu {
  readonly backend: Backend;
  readonly counts: GpuCounts;
}

/** Opens WebGPU for the tests of a file. They fail where the device failed, also where nobody waited for what it failed in. */
export function withWebGpu(): TestGpu {
  const failures: MorError[] = [];
  let backend: Backend;
  let counting: ReturnType<typeof countGpu>;
  beforeAll(async () => {
    const options = await nodeBackendOptions('webgpu');
    counting = countGpu();
    backend = await openBackend('webgpu', { ...options, onFailure: (error) => failures.push(error) });
  });
  afterAll(() => {
    backend.dispose();
    counting.stop();
    expect(failures).toEqual([]);
  });
  return {
    get backend() {
      return backend;
    },
    get counts() {
      return counting.counts;
    },
  };
}
