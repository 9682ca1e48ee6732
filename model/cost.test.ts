import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Backend, openBackend } from './backend';
import { parseConfig } from './config';
import { countParameters, flopsPerToken, kvBytes, kvBytesPerToken, kvEntries, traceFlops } from './cost';
import { analyze, loadModel } from './model';
import {
  PAPER_CONTEXT,
  PAPER_SHAPES,
  type PaperShape,
  paperMor,
  paperRecursive,
  paperVanilla,
} from './paper-shapes';
import { countFlops } from './testing/kernel-flops';
import { type ConfigJson, MEMBERS, randomModel } from './testing/random-model';

const shape = (id: string): PaperShape => PAPER_SHAPES.find((each) => each.id === id)!;
const base = shape('360M');

test.each([
  ['vanilla 360M', paperVanilla(base), 9438.2],
  ['recursive 360M, 3', { ...paperRecursive(base, 3), numHiddenLayers: 32 }, 9438.2],
  ['MoR-2 360M', paperMor(base, 2), 12618.9],
  ['MoR-3 360M', paperMor(base, 3), 14160.0],
  ['MoR-4 360M', paperMor(base, 4), 14215.9],
  ['MoR-3 360M, sharing', paperMor(base, 3, 'recursive_sharing'), 14672.0],
  ['MoR-3 135M', paperMor(shape('135M'), 3), 36324.8],
])('the paper’s own account gives the steps of its budget: %s (spec 5.2)', (_, config, steps) => {
  const { total } = flopsPerToken(config, PAPER_CONTEXT, 'paper');
  expect(16.5e18 / (total * 1024 * PAPER_CONTEXT)).toBeCloseTo(steps, 1);
});

test('the honest account: MoR against vanilla a token (spec 5.3)', () => {
  const vanilla = flopsPerToken(paperVanilla(base), PAPER_CONTEXT, 'honest').total;
  const ratios = [2, 3, 4].map(
    (n) => flopsPerToken(paperMor(base, n), PAPER_CONTEXT, 'honest').total / vanilla,
  );
  // Within the routers, which the figures of spec 5.3 leave out.
  [0.774, 0.702, 0.699].forEach((expected, i) => {
    expect(Math.abs(ratios[i]! - expected)).toBeLessThan(1e-3);
  });
});

test.each([
  ['vanilla', paperVanilla(base), 40_960],
  ['MoR-2', paperMor(base, 2), 31_360],
  ['MoR-3', paperMor(base, 3), 28_160],
  ['MoR-4', paperMor(base, 4), 28_160],
  ['34 layers', paperVanilla(base, 34), 43_520],
  ['MoR-3 with sharing', paperMor(base, 3, 'recursive_sharing'), 15_360],
])('bytes of K/V a token in bf16: %s (spec 4.2)', (_, config, bytes) => {
  expect(kvBytesPerToken(config, 2)).toBeCloseTo(bytes, 6);
});

test.each([
  ['360M', paperVanilla(base), 32 * 9_830_400],
  ['360M in two recursions', paperMor(base, 2), 17 * 9_830_400],
  ['360M in three', paperMor(base, 3), 12 * 9_830_400],
  ['360M in four', paperMor(base, 4), 10 * 9_830_400],
  ['135M in three', paperMor(shape('135M'), 3), 12 * 3_538_944],
  ['730M in three', paperMor(shape('730M'), 3), 10 * 25_165_824],
  ['1.7B in three', paperMor(shape('1.7B'), 3), 10 * 67_108_864],
])('parameters of the layers: %s (spec 1.2, 1.3)', (_, config, layers) => {
  expect(countParameters(config).layers).toBe(layers);
});

let backend: Backend;
beforeAll(async () => {
  backend = await openBackend('cpu');
});
afterAll(() => backend.dispose());

test('a model has as many parameters as its config says', () => {
  for (const json of Object.values(MEMBERS)) {
    const model = loadModel(backend, 'test', randomModel(json));
    expect(model.parameters).toBe(countParameters(model.config).total);
    model.dispose();
  }
});

/** A member of any kind in another shape. */
const anyConfig: fc.Arbitrary<ConfigJson> = fc
  .record({
    member: fc.constantFrom(...Object.keys(MEMBERS)),
    headDim: fc.constantFrom(2, 4, 6),
    kvHeads: fc.integer({ min: 1, max: 3 }),
    group: fc.integer({ min: 1, max: 3 }),
    intermediate: fc.integer({ min: 1, max: 20 }),
    recursions: fc.integer({ min: 2, max: 4 }),
    block: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ member, headDim, kvHeads, group, intermediate, recursions, block }) => ({
    ...MEMBERS[member],
    hidden_size: headDim * kvHeads * group,
    num_attention_heads: kvHeads * group,
    num_key_value_heads: kvHeads,
    intermediate_size: intermediate,
    ...('sharing' in MEMBERS[member]! && {
      num_recursions: recursions,
      num_hidden_layers: 2 + recursions * block,
    }),
  }));

test('executed FLOPs are those of the products that plain tensor operations run', async () => {
  const anyRun = fc.record({
    json: anyConfig,
    rule: fc.constantFrom('threshold' as const, 'topk' as const),
    ids: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(anyRun, async ({ json, rule, ids }) => {
      const model = loadModel(backend, 'test', randomModel(json));
      let counted = 0;
      const ran = await countFlops(async () => {
        const { trace } = await analyze(model, { ids, rule });
        counted = traceFlops(trace, 'executed').total;
      });
      model.dispose();
      expect(counted).toBe(ran);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('a trace’s K/V entries are the tokens that went through each pass', async () => {
  const model = loadModel(backend, 'test', randomModel(MEMBERS.expert!));
  const { trace } = await analyze(model, { ids: [1, 2, 3, 4, 5, 6, 7, 8, 9], rule: 'topk' });
  model.dispose();
  expect(trace.recursions.map(({ selected }) => selected.length)).toEqual([9, 6, 3]);
  const entries = 9 + 2 * (9 + 6 + 3) + 9;
  expect(kvEntries(trace)).toBe(entries);
  expect(kvBytes(trace, 4)).toBe(entries * 2 * 2 * 4 * 4);
});

test('with balanced routing a trace costs what its config announces, but for whole tokens', () => {
  const config = parseConfig(MEMBERS.expert);
  const length = 48;
  const shares = [1, 2 / 3, 1 / 3];
  const pass = (share: number, recursion: number | null) => {
    const queries = Math.round(share * length);
    return { layer: 0, stored: 0, recursion, queries, keys: queries, kvWritten: queries, kvRead: 0 };
  };
  const passes = [
    pass(1, null),
    ...shares.flatMap((s, r) => [pass(s, r + 1), pass(s, r + 1)]),
    pass(1, null),
  ];
  const trace = { config, passes, recursions: [], rule: 'topk' as const, tokens: new Array(length).fill(0) };
  expect(traceFlops(trace, 'paper').total).toBeCloseTo(
    length * flopsPerToken(config, length, 'paper').total,
    3,
  );
});
