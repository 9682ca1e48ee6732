/** What was asked of every GPU device there is, since counting began. */
export interface GpuCounts {
  dispatches: number;
  submits: number;
  /** Buffers created, and of all that were created since counting began those not destroyed. */
  buffersCreated: number;
  buffersAlive: number;
  bindGroups: number;
  /** Times something was mapped to be read, and its bytes. */
  readbacks: number;
  bytesReadBack: number;
}

type Method = (this: never, ...given: never[]) => unknown;

/** Counts until `stop` is called. One at a time. */
export function countGpu(): { readonly counts: GpuCounts; stop(): void } {
  const counts: GpuCounts = {
    dispatches: 0,
    submits: 0,
    buffersCreated: 0,
    buffersAlive: 0,
    bindGroups: 0,
    readbacks: 0,
    bytesReadBack: 0,
  };
  const alive = new WeakSet<object>();
  const undo: (() => void)[] = [];
  /** Calls `told` with the object, what it was given and what it gave, after every call of a method. */
  const after = (
    prototype: object,
    name: string,
    told: (self: object, given: unknown[], gave: unknown) => void,
  ) => {
    const original = Reflect.get(prototype, name) as Method;
    Reflect.set(prototype, name, function (this: object, ...given: unknown[]) {
      const gave = Reflect.apply(original, this, given);
      told(this, given, gave);
      return gave;
    });
    undo.push(() => Reflect.set(prototype, name, original));
  };
  const count = (prototype: object, name: string, key: keyof GpuCounts) =>
    after(prototype, name, () => {
      counts[key] += 1;
    });
  count(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', 'dispatches');
  count(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', 'dispatches');
  count(GPUQueue.prototype, 'submit', 'submits');
  count(GPUDevice.prototype, 'createBindGroup', 'bindGroups');
  after(GPUDevice.prototype, 'createBuffer', (_, __, buffer) => {
    counts.buffersCreated += 1;
    counts.buffersAlive += 1;
    alive.add(buffer as object);
  });
  after(GPUBuffer.prototype, 'destroy', (buffer) => {
    if (alive.delete(buffer)) counts.buffersAlive -= 1;
  });
  after(GPUBuffer.prototype, 'mapAsync', (buffer, [mode]) => {
    if (mode !== GPUMapMode.READ) return;
    counts.readbacks += 1;
    counts.bytesReadBack += (buffer as GPUBuffer).size;
  });
  return {
    counts,
    stop() {
      for (const each of undo) each();
    },
  };
}
