import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openBackend } from './backend';
import { analyze, attention, loadModel } from './model';
import { largestDifference } from './testing/parity';
import { MEMBERS, randomModel } from './testing/random-model';
import { withWebGpu } from './testing/webgpu';

const IDS = Array.from({ length: 20 }, (_, t) => (t * 37 + 11) % 256);

const gpu = withWebGpu();
afterEach(() => {
  vi.restoreAllMocks();
});

interface Between {
  /** Dispatches besides the layer passes, of each recursion: router, selection, merge; everybody takes the first. */
  readonly dispatches: number;
  /** Times numbers come back: the logits, those of each router, and who was selected where somebody was. */
  readonly reads: number;
}

const MEMBER: Readonly<Record<string, Between>> = {
  vanilla: { dispatches: 0, reads: 1 },
  recursive: { dispatches: 0, reads: 1 },
  'recursive-shared': { dispatches: 0, reads: 1 },
  expert: { dispatches: 2 + 3 + 3, reads: 1 + 3 + 2 },
  'expert-shared': { dispatches: 2 + 3 + 3, reads: 1 + 3 + 2 },
  token: { dispatches: 2 + 2 + 2, reads: 1 + 1 + 2 },
  random: { dispatches: 1 + 1 + 1, reads: 1 },
};

describe.each(Object.entries(MEMBER))('a forward pass of %s', (member, between) => {
  test.each(['threshold', 'topk'] as const)('under %s keeps to its budget', async (rule) => {
    const model = loadModel(gpu.backend, member, randomModel(MEMBERS[member]!));
    const run = () => analyze(model, { ids: IDS, rule });
    await run();
    const { counts } = gpu;
    const before = { ...counts };
    const dispatchedAtRead: number[] = [];
    const map = GPUBuffer.prototype.mapAsync;
    vi.spyOn(GPUBuffer.prototype, 'mapAsync').mockImplementation(function (this: GPUBuffer, ...given) {
      dispatchedAtRead.push(counts.dispatches - before.dispatches);
      return map.apply(this, given);
    });
    await run();
    const dispatches = counts.dispatches - before.dispatches;
    // Six a layer pass, five where its entries are an earlier one's; one to look the tokens up, one for the logits.
    const { numHiddenLayers, kvCache, sharing } = model.config;
    const reread = kvCache === 'recursive_sharing' && sharing !== 'none' ? 4 : 0;
    expect(dispatches).toBe(6 * numHiddenLayers - reread + between.dispatches + 2);
    expect(counts.buffersCreated - before.buffersCreated).toBe(0);
    // The device is asked for numbers when it has been asked for everything else.
    expect(dispatchedAtRead).toEqual(Array(between.reads).fill(dispatches));
    model.dispose();
  });
});

test.each(['threshold', 'topk'] as const)(
  'under %s the probabilities of a layer are those that another backend finds',
  async (rule) => {
    const request = { ids: IDS, rule, layer: 3 };
    const onGpu = loadModel(gpu.backend, 'test', randomModel(MEMBERS.expert!));
    const { weights, ...found } = await attention(onGpu, request);
    onGpu.dispose();
    const cpu = await openBackend('cpu');
    const onCpu = loadModel(cpu, 'test', randomModel(MEMBERS.expert!));
    const { weights: expected, ...rest } = await attention(onCpu, request);
    onCpu.dispose();
    await tf.setBackend('webgpu');
    expect(found).toEqual(rest);
    expect(found.queries.length).toBeLessThan(IDS.length);
    expect(largestDifference(weights, expected)).toBeLessThan(1e-4);
  },
);
