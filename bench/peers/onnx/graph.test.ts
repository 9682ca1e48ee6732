import * as ort from 'onnxruntime-web/wasm';
import { expect, test } from 'vitest';
import { openBackend } from '../../../model/backend';
import { readCheckpoint } from '../../../model/checkpoint';
import { parseConfig } from '../../../model/config';
import { analyze, loadModel } from '../../../model/model';
import { nodeBackendOptions } from '../../../model/testing/node-backends';
import { MEMBERS, randomModel, SMALL } from '../../../model/testing/random-model';
import { cacheDims, cacheNames, inputs } from './engine';
import { llamaGraph } from './graph';

const TEXTS = [
  [10, 200, 30, 41, 5, 60],
  [7, 7, 99, 1, 254, 3],
];

/** Its attention takes heads of a multiple of 16. */
const files = randomModel({ ...SMALL, hidden_size: 64 });
const config = parseConfig(JSON.parse(new TextDecoder().decode(files['config.json'])));
const graph = llamaGraph(config, readCheckpoint(files['model.safetensors'], config));

/** Logits (texts, vocabSize) after the last token, read at once or the last on its own. */
async function theirs(first: number): Promise<Float32Array> {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(graph, { executionProviders: ['wasm'] });
  const empty = new ort.Tensor('float32', new Float32Array(0), cacheDims(config, TEXTS.length, 0));
  let cache = Object.fromEntries(cacheNames(config).map(([before]) => [before, empty as ort.Tensor]));
  let logits: ort.Tensor | undefined;
  for (const [from, to] of [
    [0, first],
    [first, TEXTS[0]!.length],
  ] as const) {
    if (from === to) continue;
    const ids = TEXTS.map((text) => text.slice(from, to));
    const results = await session.run({ ...inputs(ort, ids, to), ...cache });
    logits = results.logits;
    cache = Object.fromEntries(cacheNames(config).map(([before, after]) => [before, results[after]!]));
  }
  const data = (logits!.data as Float32Array).slice();
  await session.release();
  return data;
}

test('onnxruntime computes our logits from the graph we write, at once and token by token', async () => {
  const backend = await openBackend('cpu', await nodeBackendOptions('cpu'));
  const model = loadModel(backend, 'random', files);
  const ours: number[] = [];
  for (const ids of TEXTS) {
    const { logits } = await analyze(model, { ids, rule: 'threshold' });
    ours.push(...logits.slice(-config.vocabSize));
  }
  model.dispose();
  for (const first of [TEXTS[0]!.length, TEXTS[0]!.length - 1]) {
    const apart = (await theirs(first)).map((logit, i) => Math.abs(logit - ours[i]!));
    expect(apart).toHaveLength(ours.length);
    expect(Math.max(...apart)).toBeLessThan(1e-4);
  }
});

test('only a vanilla model can be written', () => {
  const routed = randomModel(MEMBERS.expert!);
  const routedConfig = parseConfig(JSON.parse(new TextDecoder().decode(routed['config.json'])));
  const arrays = readCheckpoint(routed['model.safetensors'], routedConfig);
  expect(() => llamaGraph(routedConfig, arrays)).toThrow('only a vanilla model');
});
