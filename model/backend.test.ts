import * as tf from '@tensorflow/tfjs-core';
import { afterEach, expect, test, vi } from 'vitest';
import { openBackend } from './backend';
import { nodeBackendOptions } from './testing/node-backends';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test.each(['cpu', 'wasm'] as const)('%s opens and computes', async (name) => {
  const backend = await openBackend(name, await nodeBackendOptions(name));
  expect(backend).toMatchObject({ name, adapter: null, software: false });
  expect(tf.getBackend()).toBe(name);
  expect(await backend.mark()).toBeGreaterThan(0);
});

test('a backend that computes wrong numbers is refused', async () => {
  await openBackend('cpu');
  const real = tf.getKernel('Softmax', 'cpu');
  tf.unregisterKernel('Softmax', 'cpu');
  tf.registerKernel({
    ...real,
    kernelFunc: (args) =>
      tf.getKernel('Sigmoid', 'cpu').kernelFunc({ ...args, inputs: { x: args.inputs.logits! } }),
  });
  const refused = openBackend('cpu');
  await expect(refused).rejects.toMatchObject({
    code: 'E-BACKEND',
    message: expect.stringContaining('CPU cannot be used here: it computes wrong numbers'),
  });
  tf.unregisterKernel('Softmax', 'cpu');
  tf.registerKernel(real);
  await expect(openBackend('cpu')).resolves.toMatchObject({ name: 'cpu' });
});

test('WASM whose own kernels compute wrong numbers is refused, though tfjs’ are right', async () => {
  const options = await nodeBackendOptions('wasm');
  const { compile } = WebAssembly;
  vi.spyOn(WebAssembly, 'compile').mockImplementation(async (bytes) => {
    // f32x4.mul, opcode 0xe6 after the prefix of vectors, becomes f32x4.sub.
    const spoilt = new Uint8Array(bytes as ArrayBuffer).map((byte, i, all) =>
      byte === 0xe6 && all[i - 1] === 0xfd && all[i + 1] === 0x01 ? 0xe5 : byte,
    );
    return compile(spoilt);
  });
  await expect(openBackend('wasm', options)).rejects.toMatchObject({
    code: 'E-BACKEND',
    message: expect.stringContaining('WASM cannot be used here: it computes wrong numbers'),
  });
});

test.each([
  ['without WebGPU', {}, 'this browser has no WebGPU'],
  ['without an adapter', { gpu: { requestAdapter: async () => null } }, 'no graphics adapter is offered'],
])('WebGPU %s is refused with the reason', async (_, navigator, reason) => {
  vi.stubGlobal('navigator', navigator);
  await expect(openBackend('webgpu')).rejects.toMatchObject({
    code: 'E-BACKEND',
    message: `WebGPU cannot be used here: ${reason}.`,
  });
});
