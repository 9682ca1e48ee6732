import { spread } from './statistics';

/** What a GPU can do at most, as two small kernels measure it: no token is faster than its bytes and its FLOPs. */
export interface Floors {
  /** Bytes read and written a second by a copy. */
  readonly bytesPerSecond: number;
  /** FLOPs a second of float32 multiply-adds in registers. */
  readonly flopsPerSecond: number;
}

const WORKGROUP = 256;
const RUNS = 7;
/** A run is made longer until it takes so many milliseconds: shorter ones measure the wait for the result. */
const LONG_ENOUGH_MS = 50;
const CHAINS = 8;
const STEPS = 256;

const COPY = `
@group(0) @binding(0) var<storage, read> source: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> target_: array<vec4f>;
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = id.y * groups.x * ${WORKGROUP}u + id.x;
  if (at < arrayLength(&source)) { target_[at] = source[at]; }
}`;

/** Chains that do not wait for one another, so that every lane is busy. */
const MULTIPLY_ADD = `
@group(0) @binding(0) var<storage, read> source: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> target_: array<vec4f>;
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = id.y * groups.x * ${WORKGROUP}u + id.x;
  let factor = source[at % arrayLength(&source)];
  ${Array.from({ length: CHAINS }, (_, i) => `var x${i} = factor + ${i}.0;`).join(' ')}
  for (var step = 0u; step < ${STEPS}u; step++) {
    ${Array.from({ length: CHAINS }, (_, i) => `x${i} = fma(x${i}, factor, factor);`).join(' ')}
  }
  target_[at % arrayLength(&target_)] = ${Array.from({ length: CHAINS }, (_, i) => `x${i}`).join(' + ')};
}`;

/** On a device of its own. @param software a software adapter is given less to do */
export async function measureFloors(software: boolean): Promise<Floors> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('no graphics adapter is offered');
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
  });
  // Larger than any cache of a graphics card.
  const bytes = Math.min(software ? 2 ** 24 : 2 ** 28, maxBufferSize, maxStorageBufferBindingSize);
  const buffers = [0, 1].map(() => device.createBuffer({ size: bytes, usage: GPUBufferUsage.STORAGE }));
  const vectors = bytes / 16;
  const copySeconds = await secondsOf(device, COPY, buffers, vectors);
  const invocations = software ? 2 ** 14 : 2 ** 20;
  const fmaSeconds = await secondsOf(device, MULTIPLY_ADD, buffers, invocations);
  device.destroy();
  return {
    bytesPerSecond: (2 * bytes) / copySeconds,
    flopsPerSecond: (2 * 4 * CHAINS * STEPS * invocations) / fmaSeconds,
  };
}

/** Of one dispatch over so many invocations, in a submit of many. */
async function secondsOf(
  device: GPUDevice,
  code: string,
  buffers: readonly GPUBuffer[],
  invocations: number,
): Promise<number> {
  const module = device.createShaderModule({ code });
  const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module } });
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  const groups = Math.ceil(invocations / WORKGROUP);
  const [x, y] = groups > 65535 ? [65535, Math.ceil(groups / 65535)] : [groups, 1];
  const run = async (dispatches: number): Promise<number> => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    for (let i = 0; i < dispatches; i++) pass.dispatchWorkgroups(x, y);
    pass.end();
    const start = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return performance.now() - start;
  };
  let dispatches = 1;
  await run(dispatches);
  while ((await run(dispatches)) < LONG_ENOUGH_MS) dispatches *= 2;
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) times.push((await run(dispatches)) / 1000 / dispatches);
  return spread(times).median;
}
