import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConfig } from '../../config';
import { currentGpu } from '../../gpu/gpu';
import { Readback } from '../../gpu/readback';
import { likeliest } from '../../likeliest';
import { NamedArray } from '../../safetensors';
import { createSampler, type SamplingOptions } from '../../sampling';
import { largestDifference } from '../../testing/parity';
import { SMALL } from '../../testing/random-model';
import { withWebGpu } from '../../testing/webgpu';
import { uploadMatrix } from '../matrix';
import { sample } from './sample';
import { type DecodeShape, decodeShape, NO_TOKEN, RESULT } from './shape';

const VOCAB = 301;
const config = parseConfig({ ...SMALL, vocab_size: VOCAB });

withWebGpu();

/** The kernel's draw from logits after so many others, with what it tells of the likeliest. */
async function drawnByKernel(
  shape: DecodeShape,
  logits: Float32Array<ArrayBuffer>,
  options: SamplingOptions,
  draws: number,
) {
  const gpu = currentGpu();
  const { device } = gpu;
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
  const buffer = (bytes: ArrayBuffer, usage: number) => {
    const made = device.createBuffer({ size: bytes.byteLength, usage: usage | COPY_DST });
    device.queue.writeBuffer(made, 0, bytes);
    return made;
  };
  const sampling = new ArrayBuffer(16);
  new Float32Array(sampling).set([options.temperature, options.topP]);
  new Uint32Array(sampling).set([options.topK, options.seed], 2);
  const state = new Uint32Array(shape.words.state);
  state.set([draws, NO_TOKEN]);
  const result = buffer(new ArrayBuffer(4 * shape.words.result), STORAGE | COPY_SRC);
  const { hiddenSize } = shape.config;
  const zeros = new NamedArray([VOCAB, hiddenSize], 'F32', new Float32Array(VOCAB * hiddenSize), null);
  const embedding = uploadMatrix(zeros);
  const buffers = [
    buffer(sampling, UNIFORM),
    buffer(state.buffer, STORAGE),
    buffer(new ArrayBuffer(4 * shape.words.work), STORAGE),
    result,
    buffer(logits.buffer, STORAGE),
    gpu.bufferOf(embedding.tensor),
  ];
  gpu.dispatch(sample(shape, embedding), buffers, [1]);
  gpu.submit();
  const readback = new Readback(device, result.size, 1);
  const encoder = device.createCommandEncoder();
  const arrived = readback.copy(encoder, result);
  device.queue.submit([encoder.finish()]);
  const bytes = await arrived();
  for (const each of buffers.slice(0, -1)) each.destroy();
  embedding.tensor.dispose();
  readback.dispose();
  return { words: new Uint32Array(bytes), numbers: new Float32Array(bytes) };
}

const tenths = fc.integer({ min: -60, max: 60 }).map((tenth) => Math.fround(tenth / 10));
const logits = fc
  .array(fc.oneof(tenths, fc.float({ min: -12, max: 12, noNaN: true })), {
    minLength: VOCAB,
    maxLength: VOCAB,
  })
  .map((numbers) => Float32Array.from(numbers));
const options = fc.record({
  temperature: fc.constantFrom(0, 0.3, 0.8, 1, 2),
  topK: fc.constantFrom(0, 1, 3, 40, 400),
  topP: fc.oneof(fc.constant(1), fc.double({ min: 0.01, max: 0.99, noNaN: true })),
  seed: fc.nat(2 ** 32 - 1),
});

test.each([
  ['many threads', false],
  ['few threads', true],
])('%s draw what the host draws, also among equals', async (_, software) => {
  const shape = decodeShape(config, 8, software);
  await fc.assert(
    fc.asyncProperty(logits, options, fc.nat(500), async (row, given, draws) => {
      const { words, numbers } = await drawnByKernel(shape, row, given, draws);
      expect(words[RESULT.id]).toBe(createSampler(given, draws)(row));
      const expected = likeliest(row, 8);
      expect([...words.subarray(RESULT.likely, RESULT.probabilities)]).toEqual(expected.map(({ id }) => id));
      const probabilities = numbers.subarray(RESULT.probabilities, RESULT.scores);
      const theirs = expected.map(({ probability }) => probability);
      expect(largestDifference(probabilities, theirs)).toBeLessThan(1e-5);
    }),
    { numRuns: 60, seed: 1 },
  );
});
