/** What was asked of every GPU device since counting began. */
export interface GpuWork {
  dispatches: number;
  submits: number;
  buffers: number;
  readbacks: number;
}

/** Counts from now on, whoever asks; the counters are the same object always. Needs WebGPU's classes among the globals. */
export function countGpuWork(): Readonly<GpuWork> {
  const work: GpuWork = { dispatches: 0, submits: 0, buffers: 0, readbacks: 0 };
  count(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => work.dispatches++);
  count(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', () => work.dispatches++);
  count(GPUQueue.prototype, 'submit', () => work.submits++);
  count(GPUDevice.prototype, 'createBuffer', () => work.buffers++);
  count(GPUBuffer.prototype, 'mapAsync', () => work.readbacks++);
  return work;
}

/** What was asked between two states of the counters, for each of so many tokens. */
export function perToken(now: GpuWork, before: GpuWork, tokens: number): GpuWork {
  return {
    dispatches: (now.dispatches - before.dispatches) / tokens,
    submits: (now.submits - before.submits) / tokens,
    buffers: (now.buffers - before.buffers) / tokens,
    readbacks: (now.readbacks - before.readbacks) / tokens,
  };
}

function count<Key extends string>(
  prototype: { [key in Key]: (...given: never[]) => unknown },
  name: Key,
  tell: () => void,
): void {
  const original = prototype[name];
  Object.defineProperty(prototype, name, {
    configurable: true,
    writable: true,
    value(this: unknown, ...given: never[]) {
      tell();
      return original.apply(this, given);
    },
  });
}
