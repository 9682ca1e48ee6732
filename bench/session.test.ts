import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { ModelFiles } from '../model/model';
import { nodeBackendOptions } from '../model/testing/node-backends';
import { RECURSIVE, randomModel, SMALL } from '../model/testing/random-model';
import { decodeBench } from '../store/results/bench';
import { type Host, runSession, type SessionSize } from './session';
import { vanillaGraph } from './vanilla-graph';

/** onnxruntime's attention takes heads of a multiple of 16. */
const FILES: { readonly [member: string]: ModelFiles } = {
  vanilla: randomModel({ ...SMALL, hidden_size: 64 }),
  expert: randomModel({
    ...RECURSIVE,
    hidden_size: 64,
    kv_cache: 'recursion_wise',
    routing: { type: 'expert' },
  }),
};

const host: Host = {
  model: async (member) => FILES[member]!,
  graph: async (member) => vanillaGraph(FILES[member]!),
  backendOptions: nodeBackendOptions,
  onnxPath: undefined,
  tell: () => {},
};

const SIZE: SessionSize = { lengths: [5], tokens: 4, rounds: { least: 2, most: 2, seconds: 0 } };

test('a session on WASM times us, plain tfjs and onnxruntime on equal tokens, alone and together', async () => {
  const run = (batch: number) =>
    runSession(
      {
        backend: 'wasm',
        threads: 1,
        members: ['vanilla', 'expert'],
        batch,
        size: SIZE,
        software: SIZE,
      },
      host,
    );
  const sessions = [await run(1), await run(3)].map((result) =>
    v.parse(decodeBench.entries.sessions.item, { backend: 'wasm', load: 0, host: 'test', ...result }),
  );
  const rows = sessions.flatMap((session) => session.rows);
  expect(rows.map(({ engine, member, batch }) => [engine, member, batch])).toEqual([
    ['mor-explorer', 'vanilla', 1],
    ['mor-explorer', 'expert', 1],
    ['tfjs', 'vanilla', 1],
    ['onnxruntime-web', 'vanilla', 1],
    ['mor-explorer', 'vanilla', 3],
    ['mor-explorer', 'expert', 3],
    ['onnxruntime-web', 'vanilla', 3],
  ]);
  for (const {
    engine,
    batch,
    rounds,
    tokens,
    overOwn,
    overVanilla,
    member,
    tokensPerSecond,
    tokenMs,
  } of rows) {
    expect([rounds, tokens]).toEqual([2, 4]);
    expect(overOwn === null).toBe(engine === 'mor-explorer');
    expect(overVanilla === null).toBe(member === 'vanilla');
    expect(tokensPerSecond).toBeCloseTo((1000 * batch) / tokenMs.median);
  }
  const refused = sessions.flatMap((session) => session.refused);
  expect(refused.filter(({ engine }) => engine === 'tfjs')).toEqual([
    { engine: 'tfjs', way: '', member: 'vanilla', batch: 3, reason: 'it reads one text at a time' },
  ]);
  // Node 20 lacks what jax-js is written with; later ones may run it.
  expect(refused.every(({ engine }) => engine === 'tfjs' || engine === 'jax-js')).toBe(true);
});

test('on the CPU we write alone, and who does not is told of in words', async () => {
  const run = (batch: number) =>
    runSession({ backend: 'cpu', threads: 1, members: ['vanilla'], batch, size: SIZE, software: SIZE }, host);
  const [alone, together] = [await run(1), await run(2)];
  expect(alone.rows.map(({ engine, work }) => [engine, work])).toEqual([['mor-explorer', null]]);
  expect(alone.refused.map(({ engine }) => engine)).toEqual(['tfjs', 'onnxruntime-web', 'jax-js']);
  expect(together.rows).toEqual([]);
  expect(together.refused[0]).toEqual({
    engine: 'mor-explorer',
    way: 'rows together',
    member: 'vanilla',
    batch: 2,
    reason: 'Nothing on this backend computes rows of many texts together.',
  });
});
