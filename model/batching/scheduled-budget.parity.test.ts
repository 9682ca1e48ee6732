import { expect, test } from 'vitest';
import { loadModel } from '../model';
import { forwardPlan } from '../sharing';
import { MEMBERS, randomModel } from '../testing/random-model';
import { withWebGpu } from '../testing/webgpu';
import { openBatch, type TogetherRequest } from './open-batch';

const REQUEST: TogetherRequest = {
  prompts: ['one', 'two', 'three'],
  tokens: 40,
  slots: 3,
  policy: 'depth',
  temperature: 0.8,
  topK: 40,
  topP: 0.9,
  seed: 1,
};

const gpu = withWebGpu();

test.each([
  ['vanilla', 'sequence'],
  ['expert', 'depth'],
  ['token-shared', 'depth'],
] as const)('what a tick of %s, by %s, asks of the device', async (member, policy) => {
  const model = loadModel(gpu.backend, member, randomModel(MEMBERS[member]!));
  const { batch } = await openBatch(model, { ...REQUEST, policy });
  // Two submits are ahead of the host, four ticks each, and one tick more under way by whole tokens.
  await batch.tick();
  const TICKS = 8;
  const before = { ...gpu.counts };
  for (let i = 0; i < TICKS; i++) await batch.tick();
  const each = (key: keyof typeof before) => (gpu.counts[key] - before[key]) / TICKS;
  const plan = forwardPlan(model.config);
  const block = plan.recursions[0]?.length ?? 0;
  // Five a layer; to read out, to draw, to come in, and twice the scheduler; for a pass it is asked once more, and rows are
  // settled before and after it.
  const layers = plan.prologue.length + block + plan.epilogue.length;
  expect(each('dispatches')).toBe(5 * layers + 5 + (block > 0 ? 3 : 0));
  expect(each('submits')).toBe(1 / 4);
  expect(each('readbacks')).toBe(1 / 4);
  expect(each('buffersCreated')).toBe(0);
  expect(each('bindGroups')).toBe(0);
  batch.dispose();
  model.dispose();
});

test('30 batches leave no buffer more than 5', async () => {
  const model = loadModel(gpu.backend, 'expert', randomModel(MEMBERS.expert!));
  const write = async () => {
    const { batch } = await openBatch(model, { ...REQUEST, prompts: ['a'], slots: 1 });
    await batch.tick();
    batch.dispose();
  };
  for (let i = 0; i < 5; i++) await write();
  const { buffersAlive } = gpu.counts;
  for (let i = 5; i < 30; i++) await write();
  expect(gpu.counts.buffersAlive).toBe(buffersAlive);
  model.dispose();
});
