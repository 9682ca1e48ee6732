import { expect, test } from 'vitest';
import { Writing } from '../generate';
import { loadModel } from '../model';
import { MEMBERS, randomModel, SMALL } from '../testing/random-model';
import { withWebGpu } from '../testing/webgpu';

const REQUEST = { text: 'The', rule: 'threshold', temperature: 0.8, topK: 40, topP: 0.9, seed: 1 } as const;

const gpu = withWebGpu();

test.each(['vanilla', 'expert', 'token-shared'])('what a token of %s asks of the device', async (member) => {
  const model = loadModel(gpu.backend, member, randomModel(MEMBERS[member]!));
  const { writing } = await Writing.begin(model, REQUEST);
  for (let i = 0; i < 2; i++) await writing.next();
  const before = { ...gpu.counts };
  const TOKENS = 10;
  for (let i = 0; i < TOKENS; i++) await writing.next();
  const { counts } = gpu;
  const each = (key: keyof typeof counts) => (counts[key] - before[key]) / TOKENS;
  const { numHiddenLayers, numRecursions, routing } = model.config;
  // Five a layer pass, one a place between recursions, one to draw, one to read out.
  const places = routing.type === 'none' ? 0 : numRecursions + 1;
  expect(each('dispatches')).toBe(5 * numHiddenLayers + places + 2);
  expect(each('dispatches') / numHiddenLayers).toBeLessThanOrEqual(7);
  expect(each('submits')).toBe(1);
  expect(each('buffersCreated')).toBe(0);
  expect(each('bindGroups')).toBe(0);
  expect(each('bytesReadBack')).toBe(4 * (1 + 1 + 1 + 8 + 8 + numRecursions));
  writing.dispose();
  model.dispose();
});

test('50 texts leave no buffer more than 5', async () => {
  const model = loadModel(gpu.backend, 'small', randomModel({ ...SMALL, num_hidden_layers: 1 }));
  const write = async () => {
    const { writing } = await Writing.begin(model, REQUEST);
    await writing.next();
    writing.dispose();
  };
  for (let i = 0; i < 5; i++) await write();
  const { buffersAlive } = gpu.counts;
  for (let i = 5; i < 50; i++) await write();
  expect(gpu.counts.buffersAlive).toBe(buffersAlive);
  model.dispose();
});
