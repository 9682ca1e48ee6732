import type * as ort from 'onnxruntime-web';
import type { TextEngine } from '../../texts/text-engine';
import { cacheDims, cacheNames, inputs, type OnnxModel, type Tensors } from './engine';

/** Texts are stepped so many tokens ahead of what was read back. */
const AHEAD = 3;
const ID_BYTES = 8;

/**
 * onnxruntime-web's WebGPU kernels; keys and values stay in buffers of the context's length, written in place.
 *
 * `as usual`: ids go in and the likeliest come out at every token, as transformers.js runs it.
 * `graph capture`: every input and output is a fixed buffer, commands are recorded once and replayed, each token is the next
 * one's input on the device and is read back late: the best that can be made of it.
 */
export async function onnxOnWebGpu(model: OnnxModel, way: 'as usual' | 'graph capture'): Promise<TextEngine> {
  const { runtime, graph, config, member, batch } = model;
  const captured = way === 'graph capture';
  const options = {
    executionProviders: [{ name: 'webgpu', validationMode: 'disabled' }],
    preferredOutputLocation: 'gpu-buffer',
  } as const;
  // A prompt's length is not known when the commands are recorded.
  const prefill = await runtime.InferenceSession.create(graph, options);
  const decode = captured
    ? await runtime.InferenceSession.create(graph, { ...options, enableGraphCapture: true })
    : prefill;
  const device = await runtime.env.webgpu.device;
  const buffers = new Buffers(runtime, device);
  // What a run puts out and the next takes in lies in buffers that the runtime has made itself: it forgets others after each
  // run, and then cannot replay one.
  const names = cacheNames(config);
  const zeros = names.map(([before]): [string, ort.Tensor] => [
    before,
    buffers.tensor('float32', cacheDims(config, batch, config.maxPositionEmbeddings)),
  ]);
  const nothing = new Array(batch).fill([0]);
  const made = await prefill.run({ ...inputs(runtime, nothing, 1), ...Object.fromEntries(zeros) }, [
    'next_token',
    ...names.map(([, after]) => after),
  ]);
  const cacheIn: Tensors = {};
  const cacheOut: Tensors = {};
  for (const [before, after] of names) {
    cacheIn[before] = made[after]!;
    cacheOut[after] = made[after]!;
  }
  const token = made.next_token!;
  const lengths = buffers.tensor('int32', [batch]);
  const total = buffers.tensor('int32', []);
  const fetched = { next_token: token, ...cacheOut };

  /** The likeliest tokens as they are now, in JavaScript. */
  const readBack = async (): Promise<number[]> => {
    const staging = buffers.staging(batch * ID_BYTES);
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(token.gpuBuffer, 0, staging, 0, batch * ID_BYTES);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const ids = Array.from(new BigInt64Array(staging.getMappedRange()), Number);
    staging.unmap();
    buffers.free(staging);
    return ids;
  };
  const replay = (length: number) => {
    device.queue.writeBuffer(lengths.gpuBuffer, 0, new Int32Array(batch).fill(length - 1));
    device.queue.writeBuffer(total.gpuBuffer, 0, Int32Array.of(length));
    const feeds = { input_ids: token, seqlens_k: lengths, total_sequence_length: total, ...cacheIn };
    return decode.run(feeds, fetched);
  };
  const step = (ids: readonly number[], length: number) =>
    decode.run(
      {
        ...inputs(
          runtime,
          ids.map((id) => [id]),
          length,
        ),
        ...cacheIn,
      },
      fetched,
    );

  // Recording runs the commands twice, on whatever the buffers hold.
  if (captured) await replay(1);
  return {
    name: 'onnxruntime-web',
    way,
    member,
    batch,
    weightBits: 32,
    threads: 1,
    async begin(prompts) {
      let length = prompts[0]!.length;
      await prefill.run({ ...inputs(runtime, prompts, length), ...cacheIn }, fetched);
      const underWay = [readBack()];
      await underWay[0];
      return {
        async next() {
          if (!captured) {
            const ids = await underWay[0]!;
            length += 1;
            await step(ids, length);
            underWay[0] = readBack();
            await underWay[0];
            return ids;
          }
          while (underWay.length <= AHEAD) {
            length += 1;
            await replay(length);
            underWay.push(readBack());
          }
          return (await underWay.shift())!;
        },
        async end() {
          await Promise.all(underWay);
        },
      };
    },
    async dispose() {
      for (const tensor of Object.values(made)) tensor.dispose();
      if (captured) await decode.release();
      await prefill.release();
      buffers.dispose();
    },
  };
}

/** Buffers on the runtime's device. */
class Buffers {
  private readonly all: GPUBuffer[] = [];
  private readonly spare: GPUBuffer[] = [];

  constructor(
    private readonly runtime: typeof ort,
    private readonly device: GPUDevice,
  ) {}

  tensor<Type extends 'float32' | 'int32' | 'int64'>(dataType: Type, dims: readonly number[]) {
    const bytes = dims.reduce((product, size) => product * size, dataType === 'int64' ? 8 : 4);
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    // The runtime's kernels bind whole vectors.
    const size = Math.ceil(bytes / 16) * 16;
    return this.runtime.Tensor.fromGpuBuffer(this.create({ size, usage: STORAGE | COPY_SRC | COPY_DST }), {
      dataType,
      dims,
    });
  }

  staging(size: number): GPUBuffer {
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    return this.spare.pop() ?? this.create({ size, usage });
  }

  /** Gives a staging buffer back. */
  free(staging: GPUBuffer): void {
    this.spare.push(staging);
  }

  dispose(): void {
    for (const buffer of this.all) buffer.destroy();
  }

  private create(descriptor: GPUBufferDescriptor): GPUBuffer {
    const buffer = this.device.createBuffer(descriptor);
    this.all.push(buffer);
    return buffer;
  }
}
