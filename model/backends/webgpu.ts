import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { MorError } from '../errors';
import type { BackendOptions, Opened } from './opened';
import { BackendRefused } from './refused';
import '../ops/kernels';

/** Submits what tfjs has encoded so far; it would otherwise wait for more. */
type Flushable = { ensureCommandEncoderReady(): void; endComputePassEncoder(): void; submitQueue(): void };

/**
 * tfjs' numbers of its programs for a matrix product. For few rows it would take one that sums up within a workgroup: a
 * processor that plays a graphics card needs ten times as long for it as for the one for small products.
 */
const SMALL_OUTPUT = 2;
const OWN_CHOICE = -1;

/** Opens a device of our own, so that its loss and its errors are ours to hear: tfjs would go on with zeros. */
export async function openWebGpu(options: BackendOptions): Promise<Opened> {
  const gpu = (globalThis.navigator as Navigator | undefined)?.gpu;
  if (!gpu) throw new BackendRefused('webgpu', { why: 'no-webgpu' }, 'this browser has no WebGPU');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new BackendRefused('webgpu', { why: 'no-adapter' }, 'no graphics adapter is offered');
  const [name, software] = [adapterName(adapter.info), isSoftware(adapter.info)];
  if (software && options.hardwareOnly) {
    throw new BackendRefused('webgpu', { why: 'software', adapter: name }, `${name} is a software adapter`);
  }
  const device = await requestDevice(adapter);
  let open = true;
  listen(device, (error) => {
    if (open) options.onFailure?.(error);
  });

  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info));
  // Small tensors would otherwise be computed in JavaScript, and the probe would prove nothing.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  // The default of 15 ends a pass so often that submitting costs as much as computing.
  tf.env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', 64);
  tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', software ? SMALL_OUTPUT : OWN_CHOICE);
  if (!(await tf.setBackend('webgpu'))) {
    throw new BackendRefused('webgpu', { why: 'not-started' }, 'its device could not be started');
  }
  const backend = tf.backend() as WebGPUBackend;

  return {
    adapter: name,
    software,
    async mark() {
      const flushable = backend as unknown as Flushable;
      flushable.ensureCommandEncoderReady();
      flushable.endComputePassEncoder();
      flushable.submitQueue();
      await device.queue.onSubmittedWorkDone().catch(() => {}); // a lost device is told by its own promise
      return performance.now();
    },
    loss: async () => ((await isLost(device)) ? lostDevice() : null),
    dispose() {
      open = false;
      tf.removeBackend('webgpu');
      device.destroy();
    },
  };
}

function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const { limits } = adapter;
  return adapter.requestDevice({
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    },
  });
}

function listen(device: GPUDevice, onFailure: (error: MorError) => void): void {
  void device.lost.then(({ message }) => onFailure(lostDevice(message)));
  device.onuncapturederror = ({ error }) => {
    const outOfMemory = 'GPUOutOfMemoryError' in globalThis && error instanceof GPUOutOfMemoryError;
    onFailure(
      outOfMemory
        ? new MorError(
            'E-OUT-OF-MEMORY',
            'The graphics device has no memory left.',
            'Choose a smaller model or a shorter text, or close other pages.',
          )
        : new MorError(
            'E-INTERNAL',
            `The graphics device refused a command: ${error.message}`,
            'Choose the WASM backend, and report this with the message.',
          ),
    );
  };
}

/** Four bytes are asked for: a device that cannot give those will give nothing more. */
async function isLost(device: GPUDevice): Promise<boolean> {
  const buffer = device.createBuffer({ size: 4, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  try {
    await buffer.mapAsync(GPUMapMode.READ);
    return false;
  } catch {
    return true;
  } finally {
    buffer.destroy();
  }
}

function lostDevice(reason = ''): MorError {
  return new MorError(
    'E-DEVICE-LOST',
    `The graphics device was lost${reason && `: ${reason}`}.`,
    'The next backend takes over; reload the page to come back to WebGPU.',
  );
}

function adapterName(info: GPUAdapterInfo): string {
  return (
    info.description || [info.vendor, info.architecture, info.device].filter(Boolean).join(' ') || 'unnamed'
  );
}

function isSoftware(info: GPUAdapterInfo): boolean {
  const words = [info.vendor, info.architecture, info.device, info.description].join(' ');
  return info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(words);
}
