import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Backend, openBackend } from './backend';
import type { MorError } from './errors';
import { analyze, loadModel } from './model';
import { MEMBERS, randomModel } from './testing/random-model';
import type { Trace } from './trace';
import { decodeTrace, encodeTrace } from './trace-json';

let backend: Backend;
let trace: Trace;
beforeAll(async () => {
  backend = await openBackend('cpu');
  const model = loadModel(backend, 'test', randomModel(MEMBERS.expert!));
  ({ trace } = await analyze(model, { text: 'a wörd', rule: 'threshold', readouts: true }));
  model.dispose();
});
afterAll(() => backend.dispose());

const throughText = (value: unknown) => JSON.parse(JSON.stringify(value));

test('a trace comes back from JSON as it was', () => {
  expect(decodeTrace(throughText(encodeTrace(trace)))).toEqual(trace);
});

test.each(Object.keys(MEMBERS))('every member’s trace does: %s', async (name) => {
  const model = loadModel(backend, name, randomModel(MEMBERS[name]!));
  const run = await analyze(model, { ids: [3, 1, 4, 1, 5, 9, 2, 6], rule: 'topk' });
  model.dispose();
  expect(decodeTrace(throughText(encodeTrace(run.trace)))).toEqual(run.trace);
});

test.each<[string, (json: ReturnType<typeof encodeTrace>) => unknown, string]>([
  ['nothing', () => null, 'cannot be read'],
  ['another version', (json) => ({ ...json, version: 9 }), 'it is of version 9'],
  ['a missing part', ({ depth: _, ...json }) => json, 'depth'],
  ['a wrong word', (json) => ({ ...json, rule: 'dice' }), 'rule'],
  ['too few depths', (json) => ({ ...json, depth: json.depth.slice(1) }), 'its parts do not fit together'],
  [
    'a position outside the text',
    (json) => ({
      ...json,
      recursions: json.recursions.map((each) => ({ ...each, selected: [99], gates: [1] })),
    }),
    'its parts do not fit together',
  ],
  [
    'a config that contradicts itself',
    (json) => ({ ...json, config: { ...json.config, numKeyValueHeads: 3 } }),
    'do not divide',
  ],
])('refuses %s', (_, spoil, sentence) => {
  let refused: unknown;
  try {
    decodeTrace(throughText(spoil(encodeTrace(trace))));
  } catch (error) {
    refused = error;
  }
  expect((refused as MorError).code).toBe('E-TRACE');
  expect((refused as MorError).message).toContain(sentence);
});
