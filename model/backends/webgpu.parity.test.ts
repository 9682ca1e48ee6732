import * as tf from '@tensorflow/tfjs-core';
import { afterEach, expect, test, vi } from 'vitest';
import { openBackend } from '../backend';
import type { MorError } from '../errors';
import { Writing } from '../generate';
import { analyze, loadModel } from '../model';
import { nodeBackendOptions } from '../testing/node-backends';
import { MEMBERS, randomModel } from '../testing/random-model';

afterEach(() => {
  vi.restoreAllMocks();
});

test('where hardware is asked for, a software adapter is passed over with its name', async () => {
  const options = { ...(await nodeBackendOptions('webgpu')), hardwareOnly: true };
  await expect(openBackend('webgpu', options)).rejects.toMatchObject({
    refusal: { why: 'software', adapter: expect.stringMatching(/./) },
  });
});

test('the adapter is named, and a software one told apart', async () => {
  await nodeBackendOptions('webgpu');
  const backend = await openBackend('webgpu');
  expect(backend).toMatchObject({ adapter: expect.stringMatching(/./), software: true });
  backend.dispose();
});

test('closing is no failure; losing the device is', async () => {
  await nodeBackendOptions('webgpu');
  const devices = rememberDevices();
  const failures: MorError[] = [];
  const onFailure = (error: MorError) => failures.push(error);

  const closed = await openBackend('webgpu', { onFailure });
  closed.dispose();
  await devices[0]!.lost;
  expect(failures).toEqual([]);

  const lost = await openBackend('webgpu', { onFailure });
  expect(await lost.loss()).toBeNull();
  const onItsWay = tf.square(tf.ones([2])).data();
  devices[1]!.destroy();
  await expect(onItsWay).rejects.toThrow();
  expect(await lost.loss()).toMatchObject({ code: 'E-DEVICE-LOST' });
  await vi.waitFor(() => expect(failures).toMatchObject([{ code: 'E-DEVICE-LOST' }]));
  lost.dispose();
});

test('40 runs and 5 texts leave no tensor and no buffer more than 10 runs and 2 texts', async () => {
  await nodeBackendOptions('webgpu');
  const buffers = countBuffers();
  const backend = await openBackend('webgpu', await nodeBackendOptions('webgpu'));
  const model = loadModel(backend, 'test', randomModel(MEMBERS['expert-shared']!));
  const ids = Array.from({ length: 12 }, (_, t) => t);
  const run = () => analyze(model, { ids, rule: 'topk', readouts: true });
  const write = async () => {
    const sampling = { temperature: 0, topK: 0, topP: 1, seed: 1 };
    const { writing } = await Writing.begin(model, { text: 'The cat', rule: 'topk', ...sampling });
    for (let token = 0; token < 4; token++) await writing.next();
    writing.dispose();
  };
  const memory = () => {
    const { numTensors, numBytes, numBytesAllocatedInGPU } = tf.memory() as tf.MemoryInfo & {
      numBytesAllocatedInGPU: number;
    };
    return { numTensors, numBytes, numBytesAllocatedInGPU, buffers: buffers.alive, bytes: buffers.bytes };
  };
  for (let i = 0; i < 10; i++) await run();
  for (let i = 0; i < 2; i++) await write();
  const early = memory();
  expect(early.buffers).toBeGreaterThan(0);
  for (let i = 10; i < 40; i++) await run();
  for (let i = 2; i < 5; i++) await write();
  expect(memory()).toEqual(early);
  model.dispose();
  backend.dispose();
}, 600_000);

/** GPU buffers that were created and not destroyed, by every device there is. */
function countBuffers(): { alive: number; bytes: number } {
  const count = { alive: 0, bytes: 0 };
  const create = GPUDevice.prototype.createBuffer;
  vi.spyOn(GPUDevice.prototype, 'createBuffer').mockImplementation(function (this: GPUDevice, descriptor) {
    const buffer = create.call(this, descriptor);
    const destroy = buffer.destroy.bind(buffer);
    let alive = true;
    count.alive += 1;
    count.bytes += descriptor.size;
    buffer.destroy = () => {
      if (alive) {
        count.alive -= 1;
        count.bytes -= descriptor.size;
      }
      alive = false;
      return destroy();
    };
    return buffer;
  });
  return count;
}

/** Every device that will be asked for. */
function rememberDevices(): GPUDevice[] {
  const devices: GPUDevice[] = [];
  const { gpu } = navigator;
  const requestAdapter = gpu.requestAdapter.bind(gpu);
  vi.spyOn(gpu, 'requestAdapter').mockImplementation(async (options) => {
    const adapter = (await requestAdapter(options))!;
    const requestDevice = adapter.requestDevice.bind(adapter);
    adapter.requestDevice = async (descriptor) => {
      const device = await requestDevice(descriptor);
      devices.push(device);
      return device;
    };
    return adapter;
  });
  return devices;
}
