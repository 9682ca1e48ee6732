import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeBackendOptions } from '../testing/node-backends';
import { Readback } from './readback';

let device: GPUDevice;
beforeAll(async () => {
  await nodeBackendOptions('webgpu');
  device = await (await navigator.gpu.requestAdapter())!.requestDevice();
});
afterAll(() => device.destroy());

function filled(numbers: readonly number[]): GPUBuffer {
  const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ size: 4 * numbers.length, usage });
  device.queue.writeBuffer(buffer, 0, Uint32Array.from(numbers));
  return buffer;
}

function read(readback: Readback, source: GPUBuffer): Promise<ArrayBuffer> {
  const encoder = device.createCommandEncoder();
  const arrived = readback.copy(encoder, source);
  device.queue.submit([encoder.finish()]);
  return arrived();
}

test('results arrive as they were when they were copied, and slots are used again', async () => {
  const readback = new Readback(device, 8, 2);
  const source = filled([0, 0]);
  for (let round = 0; round < 3; round++) {
    const both = [2 * round, 2 * round + 1].map((number) => {
      device.queue.writeBuffer(source, 0, Uint32Array.of(number, 7));
      return read(readback, source);
    });
    const found = await Promise.all(both);
    expect(found.map((bytes) => [...new Uint32Array(bytes)])).toEqual([
      [2 * round, 7],
      [2 * round + 1, 7],
    ]);
  }
  readback.dispose();
});

test('what is given up rejects at once', async () => {
  const readback = new Readback(device, 8, 1);
  const first = read(readback, filled([1, 2]));
  readback.dispose();
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
});
