import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Program, Workgroups } from './program';

/** What a program reads or writes. The buffer of a tensor that is on its way to the device is made for it. */
export type Binding = tf.TensorInfo | GPUBuffer;

/**
 * Parts of tfjs' backend that its types keep private. The version is pinned, and gpu.test.ts holds them to be there and
 * to mean what is said here.
 */
interface Internals {
  /** Encodes what is next submitted; null until something is. */
  commandEncoder: GPUCommandEncoder | null;
  /** The open pass, or null. */
  computePassEncoder: GPUComputePassEncoder | null;
  /** Tensors whose buffers the next submit uses: given back after it, however early they are disposed. */
  commandQueueOwnedIds: WeakSet<object>;
  /** Uniform buffers to give back after the next submit. */
  uniformPendingDisposal: GPUBuffer[];
  dispatchCountInPass: number;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

const UNIFORM_ALIGNMENT = 16;

/**
 * Programs of our own on tfjs' device, in tfjs' queue: what they write, the next tfjs operation reads, and the other way
 * round, in one compute pass.
 *
 *     const gpu = currentGpu();
 *     const sum = gpu.tensor([rows, columns]);               // uninitialised, owned like any tensor
 *     gpu.dispatch(ADD, [a, b, sum], [Math.ceil(size / 64)], Uint32Array.of(size));
 *
 * A tensor given to `dispatch` may be disposed right after it. A buffer may not be read and written by the same dispatch.
 */
export class Gpu {
  readonly device: GPUDevice;
  private readonly internals: Internals;
  /** By code. */
  private readonly pipelines = new Map<string, GPUComputePipeline>();
  private readonly layouts = new Map<GPUComputePipeline, GPUBindGroupLayout>();

  constructor(private readonly backend: WebGPUBackend) {
    this.device = backend.device;
    this.internals = backend as unknown as Internals;
  }

  /** Built at its first use. */
  pipeline(program: Program): GPUComputePipeline {
    let pipeline = this.pipelines.get(program.code);
    if (!pipeline) {
      pipeline = this.device.createComputePipeline(this.describe(program));
      this.pipelines.set(program.code, pipeline);
    }
    return pipeline;
  }

  /** Builds many side by side. */
  async build(programs: readonly Program[]): Promise<void> {
    const missing = new Map(programs.map((program) => [program.code, program]));
    for (const code of this.pipelines.keys()) missing.delete(code);
    const built = [...missing.values()].map(async (program) => {
      this.pipelines.set(program.code, await this.device.createComputePipelineAsync(this.describe(program)));
    });
    await Promise.all(built);
  }

  bindGroup(pipeline: GPUComputePipeline, buffers: readonly GPUBuffer[]): GPUBindGroup {
    let layout = this.layouts.get(pipeline);
    if (!layout) {
      layout = pipeline.getBindGroupLayout(0);
      this.layouts.set(pipeline, layout);
    }
    return this.device.createBindGroup({
      layout,
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
  }

  /** The tensor's buffer, its own for as long as the tensor lives. */
  bufferOf({ dataId }: tf.TensorInfo): GPUBuffer {
    this.backend.uploadToGPU(dataId);
    return this.backend.tensorMap.get(dataId).resource as GPUBuffer;
  }

  /** A tensor with a buffer and no numbers in it yet. */
  tensor<R extends tf.Rank>(shape: tf.ShapeMap[R], dtype: 'float32' | 'int32' = 'float32'): tf.Tensor<R> {
    const info = this.backend.makeTensorInfo(shape, dtype);
    this.backend.uploadToGPU(info.dataId);
    return tf.engine().makeTensorFromTensorInfo(info) as tf.Tensor<R>;
  }

  /**
   * Records one dispatch into tfjs' open pass, after all that was asked of tfjs so far.
   * @param uniforms the bytes of the program's uniform struct, laid out as WGSL does; bound after the other bindings
   */
  dispatch(
    program: Program,
    bindings: readonly Binding[],
    workgroups: Workgroups,
    uniforms?: Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>,
  ): void {
    const { internals } = this;
    const pipeline = this.pipeline(program);
    const buffers = bindings.map((each) => ('dataId' in each ? this.bufferOf(each) : each));
    if (uniforms) buffers.push(this.uniformBuffer(uniforms));
    internals.ensureCommandEncoderReady();
    internals.computePassEncoder ??= internals.commandEncoder!.beginComputePass();
    const pass = internals.computePassEncoder;
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, this.bindGroup(pipeline, buffers));
    if ('buffer' in workgroups) pass.dispatchWorkgroupsIndirect(workgroups.buffer, workgroups.offset);
    else pass.dispatchWorkgroups(...workgroups);
    for (const each of bindings) if ('dataId' in each) internals.commandQueueOwnedIds.add(each.dataId);
    internals.dispatchCountInPass += 1;
    if (internals.dispatchCountInPass >= tf.env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE'))
      this.submit();
  }

  /** Submits what tfjs has encoded so far, with what was recorded into its pass. */
  submit(): void {
    this.internals.ensureCommandEncoderReady();
    this.internals.endComputePassEncoder();
    this.internals.submitQueue();
  }

  private describe({ name, code }: Program): GPUComputePipelineDescriptor {
    const module = this.device.createShaderModule({ label: name, code });
    return { label: name, layout: 'auto', compute: { module } };
  }

  /** tfjs' own way with uniforms: a recycled buffer that no other dispatch of this submit uses. */
  private uniformBuffer(values: Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>): GPUBuffer {
    const size = Math.ceil(values.byteLength / UNIFORM_ALIGNMENT) * UNIFORM_ALIGNMENT;
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.UNIFORM;
    const buffer = this.backend.bufferManager.acquireBuffer(size, usage);
    this.device.queue.writeBuffer(buffer, 0, values);
    this.internals.uniformPendingDisposal.push(buffer);
    return buffer;
  }
}

const gpus = new WeakMap<WebGPUBackend, Gpu>();

/** Of tfjs' current backend, which must be webgpu. */
export function currentGpu(): Gpu {
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error('programs of our own need the webgpu backend');
  let gpu = gpus.get(backend);
  if (!gpu) {
    gpu = new Gpu(backend);
    gpus.set(backend, gpu);
  }
  return gpu;
}
