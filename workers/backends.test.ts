import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BackendName } from '../model/backend';
import { BackendRefused } from '../model/backends/refused';
import { chainFrom, nextBackend, OPEN_TIMEOUT_MS, openFirst } from './backends';

const opened = {
  adapter: 'Adapter 9',
  software: false,
  threads: 2,
  failed: new Promise<never>(() => {}),
  loss: async () => null,
};

/** Opens only the backends named. */
const opensOnly = (works: readonly BackendName[]) => async (backend: BackendName) => {
  if (works.includes(backend)) return opened;
  throw new Error(`No ${backend} here.`);
};

afterEach(() => {
  vi.useRealTimers();
});

describe('the chain of backends', () => {
  it('begins at the choice', () => {
    expect(chainFrom('auto')).toEqual(['webgpu', 'wasm', 'cpu']);
    expect(chainFrom('webgpu')).toEqual(['webgpu', 'wasm', 'cpu']);
    expect(chainFrom('wasm')).toEqual(['wasm', 'cpu']);
    expect(chainFrom('cpu')).toEqual(['cpu']);
  });

  it('takes the first that works and remembers why the others were not taken', async () => {
    const { report } = await openFirst('auto', opensOnly(['wasm', 'cpu']));
    expect(report).toEqual({
      backend: 'wasm',
      adapter: 'Adapter 9',
      software: false,
      threads: 2,
      attempts: [
        { backend: 'webgpu', refused: { why: 'failed', message: 'No webgpu here.' } },
        { backend: 'wasm', refused: null },
      ],
    });
  });

  it('falls back from an explicit choice, too', async () => {
    const { report } = await openFirst('wasm', opensOnly(['webgpu', 'cpu']));
    expect(report.backend).toBe('cpu');
    expect(report.attempts[0]).toEqual({
      backend: 'wasm',
      refused: { why: 'failed', message: 'No wasm here.' },
    });
  });

  it('passes a software adapter over by itself, and takes it where WebGPU is asked for', async () => {
    const software = async (backend: BackendName, hardwareOnly: boolean) => {
      if (backend === 'webgpu' && hardwareOnly)
        throw new BackendRefused('webgpu', { why: 'software', adapter: 'SwiftShader' }, 'software');
      return { ...opened, software: backend === 'webgpu' };
    };
    const { report } = await openFirst('auto', software);
    expect(report).toMatchObject({
      backend: 'wasm',
      software: false,
      attempts: [
        { backend: 'webgpu', refused: { why: 'software', adapter: 'SwiftShader' } },
        { refused: null },
      ],
    });
    const asked = await openFirst('webgpu', software);
    expect(asked.report).toMatchObject({ backend: 'webgpu', software: true });
  });

  it('gives every reason when none works', async () => {
    await expect(openFirst('auto', opensOnly([]))).rejects.toMatchObject({
      code: 'E-BACKEND',
      message: expect.stringMatching(/No webgpu here\. No wasm here\. No cpu here\./),
    });
  });

  it('does not wait for a driver that never answers', async () => {
    vi.useFakeTimers();
    const opening = openFirst('auto', (backend) =>
      backend === 'webgpu' ? new Promise(() => {}) : Promise.resolve(opened),
    );
    await vi.advanceTimersByTimeAsync(OPEN_TIMEOUT_MS);
    const { report } = await opening;
    expect(report.backend).toBe('wasm');
    expect(report.attempts[0]?.refused).toEqual({ why: 'silent', seconds: 20 });
  });
});

describe('where to go on after a failure', () => {
  it.each([
    ['webgpu', 'E-DEVICE-LOST', 'wasm'],
    ['webgpu', 'E-WORKER', 'wasm'],
    ['wasm', 'E-WORKER', 'wasm'],
    ['wasm', 'E-OUT-OF-MEMORY', 'cpu'],
    ['cpu', 'E-WORKER', 'cpu'],
    ['cpu', 'E-OUT-OF-MEMORY', null],
  ] as const)('from %s with %s to %s', (failed, code, next) => {
    expect(nextBackend(failed, code)).toBe(next);
  });
});
