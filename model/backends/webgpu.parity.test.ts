import * as tf from '@tensorflow/tfjs-core';
import { afterEach, expect, test, vi } from 'vitest';
import { openBackend } from '../backend';
import type { MorError } from '../errors';
import { analyze, loadModel } from '../model';
import { nodeBackendOptions } from '../testing/node-backends';
import { MEMBERS, randomModel } from '../testing/random-model';

afterEach(() => {
  vi.restoreAllMocks();
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
  devices[1]!.destroy();
  await devices[1]!.lost;
  await vi.waitFor(() => expect(failures).toMatchObject([{ code: 'E-DEVICE-LOST' }]));
  lost.dispose();
});

test('runs leave no tensor and no buffer behind', async () => {
  const backend = await openBackend('webgpu', await nodeBackendOptions('webgpu'));
  const model = loadModel(backend, 'test', randomModel(MEMBERS['expert-shared']!));
  const ids = Array.from({ length: 12 }, (_, t) => t);
  const run = () => analyze(model, { ids, rule: 'topk' });
  for (let i = 0; i < 3; i++) await run();
  const early = tf.memory() as tf.MemoryInfo & { numBytesAllocatedInGPU: number };
  for (let i = 0; i < 5; i++) await run();
  expect(tf.memory()).toMatchObject({
    numTensors: early.numTensors,
    numBytesAllocatedInGPU: early.numBytesAllocatedInGPU,
  });
  model.dispose();
  backend.dispose();
});

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
