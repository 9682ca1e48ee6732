import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { MorErrorData } from '../model/errors';
import { nodeBackendOptions, nodeHelpers } from '../model/testing/node-backends';
import type { Helper, Helpers } from '../model/wasm/team';
import { unpack } from './failure';
import { createMorCompute } from './mor-compute';
import { createCore } from './serve';

const BASE = 'https://example.org/mor/';
const PUBLIC = new URL('../public/', import.meta.url);
const REQUEST = {
  model: 'nano/mor-expert',
  text: 'Tom saw a dog and the dog saw Tom and a cat',
  rule: 'threshold',
  readouts: true,
} as const;

/** The engine core as the worker has it, with Node's threads, the shipped files for a network, and what it told unasked. */
async function coreWith(helpers: Helpers) {
  const { wasmPath } = await nodeBackendOptions('wasm');
  const compute = createMorCompute(helpers);
  const engine = createCore({
    compute: { ...compute, open: (name, _, how) => compute.open(name, wasmPath ?? '', how) },
    fetch: async (input) =>
      new Response(new Uint8Array(await readFile(new URL(String(input).replace(BASE, ''), PUBLIC)))),
    subtle: globalThis.crypto.subtle,
    store: () => ({ get: async () => null, put: async () => {}, drop: async () => {} }),
    hold: async () => {},
  });
  const failures: MorErrorData[] = [];
  await engine.hello({ progress: () => {}, failed: (error) => failures.push(error) }, null);
  return { engine, failures };
}

test('a helper that dies is told of as the compute thread’s own death; alone it then computes the same', async () => {
  const living: Helper[] = [];
  const helpers = nodeHelpers(2);
  const { engine, failures } = await coreWith({
    threads: 2,
    patience: 200,
    async start(...task) {
      const helper = await helpers.start(...task);
      living.push(helper);
      return helper;
    },
  });
  expect(unpack(await engine.start('wasm', BASE))).toMatchObject({ backend: 'wasm', threads: 2 });
  const { ms, recursions, ...trace } = unpack(await engine.run(REQUEST));
  await living[0]!.terminate();
  expect(await engine.run(REQUEST)).toMatchObject({ ok: false, error: { code: 'E-WORKER' } });
  expect(failures).toMatchObject([{ code: 'E-WORKER' }]);

  expect(unpack(await engine.start('wasm', BASE, 'fp16', true))).toMatchObject({ threads: 1 });
  expect(unpack(await engine.run(REQUEST))).toMatchObject(trace);
  expect(living).toHaveLength(1);
});
