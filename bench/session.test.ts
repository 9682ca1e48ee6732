import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { ModelFiles } from '../model/model';
import { nodeBackendOptions } from '../model/testing/node-backends';
import { RECURSIVE, randomModel, SMALL } from '../model/testing/random-model';
import { decodeBench } from '../store/results/schema';
import { type Host, runSession } from './session';
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

test('a session on WASM times us, plain tfjs and onnxruntime on equal tokens, alone and together', async () => {
  const run = (batch: number) =>
    runSession(
      {
        backend: 'wasm',
        threads: 1,
        members: ['vanilla', 'expert'],
        batch,
        lengths: [5],
        tokens: { software: 1, other: 4 },
        rounds: { least: 2, most: 2, seconds: 0 },
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
  // Node 20 lacks what jax-js is written with; later ones may run it.
  expect(sessions.flatMap((session) => session.refused).every(({ engine }) => engine === 'jax-js')).toBe(
    true,
  );
});
