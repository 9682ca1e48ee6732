import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Backend, openBackend } from './backend';
import { analyze, attention, loadModel, type Model } from './model';
import { nodeBackendOptions } from './testing/node-backends';
import { MEMBERS, RECURSIVE, randomModel } from './testing/random-model';

const IDS = [84, 104, 101, 32, 99, 97, 116, 32, 115, 97, 116, 46];
const TEXT = 'The cat sat.';

let backend: Backend;
beforeAll(async () => {
  backend = await openBackend('cpu');
});
afterAll(() => backend.dispose());

/** A member, given back when the test is done with it. */
async function withModel<T>(json: object, use: (model: Model) => Promise<T>): Promise<T> {
  const model = loadModel(backend, 'test', randomModel(json as (typeof MEMBERS)[string]));
  try {
    return await use(model);
  } finally {
    model.dispose();
  }
}

describe('a run', () => {
  test('of a text is the run of its tokens', async () => {
    await withModel(MEMBERS.expert!, async (model) => {
      const byText = await analyze(model, { text: TEXT, rule: 'threshold' });
      const byIds = await analyze(model, { ids: IDS, rule: 'threshold' });
      expect(byText.trace.tokens.map(({ id }) => id)).toEqual(IDS);
      expect(byText.logits).toEqual(byIds.logits);
    });
  });

  test('leaves off what is beyond the context, and says how much', async () => {
    await withModel(MEMBERS.expert!, async (model) => {
      const { trace } = await analyze(model, { text: 'x'.repeat(50), rule: 'topk' });
      expect(trace.tokens).toHaveLength(48);
      expect(trace.truncated).toBe(2);
    });
  });

  test.each(Object.entries(MEMBERS))('of %s tells of every layer and token', async (_, json) => {
    await withModel(json, async (model) => {
      const { trace } = await analyze(model, { ids: IDS, rule: 'topk' });
      const { config } = model;
      expect(trace.passes.map(({ layer }) => layer)).toEqual([...Array(config.numHiddenLayers).keys()]);
      expect(trace.recursions).toHaveLength(config.sharing === 'none' ? 0 : 3);
      expect(trace.nll).toHaveLength(IDS.length - 1);
      for (const { recursion, selected } of trace.recursions) {
        for (const position of selected) expect(trace.depth[position]).toBeGreaterThanOrEqual(recursion);
      }
    });
  });

  test('of nothing is refused', async () => {
    await withModel(MEMBERS.vanilla!, async (model) => {
      await expect(analyze(model, { text: '', rule: 'topk' })).rejects.toMatchObject({
        code: 'E-TEXT-EMPTY',
      });
    });
  });

  test.each([-1, 256, 1.5])('with a token that is none is refused: %d', async (id) => {
    await withModel(MEMBERS.vanilla!, async (model) => {
      await expect(analyze(model, { ids: [1, id], rule: 'topk' })).rejects.toMatchObject({ code: 'E-INPUT' });
    });
  });

  test('where nobody goes on stops there', async () => {
    const json = { ...MEMBERS.random, routing: { type: 'random', seed: 17, capacities: [1, 1e-6, 1e-6] } };
    await withModel(json, async (model) => {
      const { trace } = await analyze(model, { ids: IDS, rule: 'threshold' });
      expect([...trace.depth]).toEqual(IDS.map(() => 1));
      expect(trace.recursions.map(({ selected }) => selected.length)).toEqual([IDS.length, 0, 0]);
      expect(trace.passes.map(({ queries }) => queries)).toEqual([12, 12, 12, 0, 0, 0, 0, 12]);
    });
  });

  test('can take a cache other than the trained one', async () => {
    await withModel(MEMBERS.expert!, async (model) => {
      const { trace } = await analyze(model, { ids: IDS, rule: 'topk', kvCache: 'recursive_sharing' });
      expect(trace.config.kvCache).toBe('recursive_sharing');
      expect(trace.passes.map(({ kvWritten }) => kvWritten)).toEqual([12, 12, 12, 0, 0, 0, 0, 12]);
      expect(trace.passes.map(({ keys }) => keys)).toEqual(Array(8).fill(12));
    });
  });
});

describe('causality', () => {
  /** How the first tokens of a text fare when its last word changes. */
  async function depths(
    rule: 'threshold' | 'topk',
    last: number,
  ): Promise<{ depth: number[]; logits: number[] }> {
    return withModel(MEMBERS.expert!, async (model) => {
      const { trace, logits } = await analyze(model, { ids: [...IDS, last], rule });
      const first = IDS.length * model.config.vocabSize;
      return { depth: [...trace.depth.subarray(0, IDS.length)], logits: [...logits.subarray(0, first)] };
    });
  }

  test('under the threshold rule a later word changes nothing before it', async () => {
    const [one, other] = [await depths('threshold', 1), await depths('threshold', 200)];
    expect(one.depth).toEqual(other.depth);
    one.logits.forEach((logit, i) => {
      expect(logit).toBeCloseTo(other.logits[i]!, 5);
    });
  });

  test('under top-k it can', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, (_, i) => depths('topk', i * 20)));
    expect(new Set(all.map(({ depth }) => depth.join())).size).toBeGreaterThan(1);
  });
});

describe('readouts', () => {
  test('tell what would be predicted after each recursion, and what is', async () => {
    await withModel(MEMBERS.expert!, async (model) => {
      const { trace, logits } = await analyze(model, { ids: IDS, rule: 'topk', readouts: true });
      expect(trace.readouts.map(({ afterRecursion }) => afterRecursion)).toEqual([1, 2, 3, null]);
      const real = trace.readouts.at(-1)!;
      const row = logits.subarray(0, 256);
      const total = row.reduce((sum, logit) => sum + Math.exp(logit), 0);
      const best = row.indexOf(Math.max(...row));
      expect(real.ids[0]).toBe(best);
      expect(real.probabilities[0]).toBeCloseTo(Math.exp(row[best]!) / total, 5);
      for (const { k, probabilities } of trace.readouts) {
        for (let i = 1; i < k; i++) expect(probabilities[i]).toBeLessThanOrEqual(probabilities[i - 1]!);
      }
    });
  });

  test('of a model without recursion are the real output alone', async () => {
    await withModel(MEMBERS.vanilla!, async (model) => {
      const { trace } = await analyze(model, { ids: IDS, rule: 'topk', readouts: true });
      expect(trace.readouts.map(({ afterRecursion }) => afterRecursion)).toEqual([null]);
    });
  });
});

describe('attention', () => {
  test.each(['cpu', 'wasm'] as const)('of a deep layer is among those who are there (%s)', async (name) => {
    const opened = await openBackend(name, await nodeBackendOptions(name));
    const model = loadModel(opened, 'test', randomModel(MEMBERS.expert!));
    const { trace } = await analyze(model, { ids: IDS, rule: 'topk' });
    const found = await attention(model, { ids: IDS, rule: 'topk', layer: 3 });
    model.dispose();
    await tf.setBackend('cpu');
    const selected = [...trace.recursions[1]!.selected];
    expect(found).toMatchObject({ layer: 3, recursion: 2, heads: 4 });
    expect([...found.queries]).toEqual(selected);
    expect([...found.keys]).toEqual(selected);
    const { length } = selected;
    for (let row = 0; row < 4 * length; row++) {
      const weights = found.weights.subarray(row * length, (row + 1) * length);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
      for (let key = (row % length) + 1; key < length; key++) expect(weights[key]).toBe(0);
    }
  });

  test('of a layer nobody came to is empty', async () => {
    const json = { ...MEMBERS.random, routing: { type: 'random', seed: 17, capacities: [1, 1e-6, 1e-6] } };
    await withModel(json, async (model) => {
      const found = await attention(model, { ids: IDS, rule: 'threshold', layer: 4 });
      expect(found).toMatchObject({ layer: 4, recursion: 2, queries: new Int32Array(0) });
    });
  });

  test('of a layer that is not there is refused', async () => {
    await withModel(MEMBERS.vanilla!, async (model) => {
      const refused = attention(model, { ids: IDS, rule: 'topk', layer: 4 });
      await expect(refused).rejects.toMatchObject({ code: 'E-INPUT' });
    });
  });
});

describe('memory', () => {
  test.each(Object.entries(MEMBERS))('%s keeps nothing of a run', async (_, json) => {
    const before = tf.memory().numTensors;
    await withModel(json, async (model) => {
      const run = async (i: number) => {
        const rule = i % 2 ? 'topk' : 'threshold';
        await analyze(model, { ids: IDS.slice(i % 7), rule, readouts: true });
        await attention(model, { ids: IDS, rule, layer: i % model.config.numHiddenLayers });
      };
      for (let i = 0; i < 2; i++) await run(i);
      const early = tf.memory();
      for (let i = 2; i < 50; i++) await run(i);
      expect(tf.memory()).toMatchObject({ numTensors: early.numTensors, numBytes: early.numBytes });
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('cycle sharing without ends works the same', async () => {
  await withModel({ ...RECURSIVE, sharing: 'cycle', num_hidden_layers: 6 }, async (model) => {
    const { trace } = await analyze(model, { ids: IDS, rule: 'topk' });
    expect(trace.passes.map(({ stored }) => stored)).toEqual([0, 1, 0, 1, 0, 1]);
    expect([...trace.depth]).toEqual(IDS.map(() => 3));
  });
});
