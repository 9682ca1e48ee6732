import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { openBackend } from './backend';
import { loadModel } from './model';
import { parameterBytes } from './parameter-bytes';
import { readModelFolder } from './testing/fixtures';
import { nodeBackendOptions } from './testing/node-backends';

const FOLDER = fileURLToPath(new URL('../public/models/nano/mor-expert/', import.meta.url));

test.each(['model.safetensors', 'model.int8.safetensors'])(
  'on webgpu the weights of %s take no more than the file',
  async (name) => {
    const backend = await openBackend('webgpu', await nodeBackendOptions('webgpu'));
    const file = readFileSync(FOLDER + name);
    const before = tf.memory().numBytes;
    const model = loadModel(backend, name, { ...readModelFolder(FOLDER), 'model.safetensors': file });
    const epsilon = 4;
    expect(tf.memory().numBytes - before).toBe(parameterBytes(model) + epsilon);
    // Norms and routers, a few in a thousand, are float32 there.
    expect(parameterBytes(model) / file.length).toBeLessThan(1.01);
    model.dispose();
    expect(tf.memory().numBytes).toBe(before);
    backend.dispose();
  },
);
