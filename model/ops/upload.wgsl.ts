import { currentGpu } from '../gpu/gpu';
import { UPLOAD } from './upload';

/** Straight into the tensor's recycled buffer: whatever used it before has been submitted. */
export const uploadKernel = UPLOAD.kernel('webgpu', (_, { values, shape }) => {
  const gpu = currentGpu();
  const tensor = gpu.tensor(shape as [number], values instanceof Int32Array ? 'int32' : 'float32');
  gpu.device.queue.writeBuffer(gpu.bufferOf(tensor), 0, values);
  return [tensor];
});
