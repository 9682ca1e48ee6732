import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Opened } from './opened';

/** tfjs in plain JavaScript: works wherever JavaScript does, and slowly. */
export async function openCpu(): Promise<Opened> {
  await tf.setBackend('cpu');
  return {
    adapter: null,
    software: false,
    mark: async () => performance.now(),
    loss: async () => null,
    dispose: () => {},
  };
}
