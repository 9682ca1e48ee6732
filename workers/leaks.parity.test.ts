import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Held, held } from '../model/testing/memory';
import { nodeBackendOptions } from '../model/testing/node-backends';
import { unpack } from './failure';
import { createMorCompute } from './mor-compute';
import { createCore, type EngineCore } from './serve';

/**
 * The compute thread's memory over 1,000 runs and 50 generations on WASM, through the core that the worker runs, with the
 * shipped models. Counted after the first ten and at the end: tensors, their bytes and their buffers, the WASM module's
 * memory, and what JavaScript still reaches after a garbage collection. The GPU's buffers are counted in
 * model/backends/webgpu.parity.test.ts, the real worker's heap in e2e/leaks.spec.ts.
 */

const BASE = 'https://example.org/mor/';
const PUBLIC = new URL('../public/', import.meta.url);
const MODELS = ['nano/mor-expert', 'nano/vanilla'] as const;
const EARLY = 10;
const RUNS = 1000;
const GENERATIONS = 50;
/**
 * Bytes by which the JavaScript heap may grow: what the engine compiles of code that runs often. Heap snapshots after 500
 * and 1,300 runs differ in nothing else. A trace that was kept would be several kB for each run.
 */
const COMPILED = 2 * 2 ** 20;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

async function core(): Promise<EngineCore> {
  const { wasmPath } = await nodeBackendOptions('wasm');
  const compute = createMorCompute();
  const engine = createCore({
    compute: {
      ...compute,
      open: (name) => compute.open(name, wasmPath ?? '', { hardwareOnly: false, alone: true }),
    },
    fetch: async (input) =>
      new Response(new Uint8Array(await readFile(new URL(String(input).replace(BASE, ''), PUBLIC)))),
    subtle: globalThis.crypto.subtle,
    store: () => ({ get: async () => null, put: async () => {}, drop: async () => {} }),
    hold: async () => {},
  });
  unpack(await engine.start('wasm', BASE));
  return engine;
}

function memory(): Held & { readonly heap: number } {
  collect();
  return { ...held(), heap: process.memoryUsage().heapUsed };
}

function expectNoMore(after: ReturnType<typeof memory>, early: ReturnType<typeof memory>): void {
  const { heap, ...device } = after;
  const { heap: earlyHeap, ...earlyDevice } = early;
  console.log(`after the first: ${JSON.stringify(early)}; at the end: ${JSON.stringify(after)}`);
  expect(device).toEqual(earlyDevice);
  expect(heap).toBeLessThan(earlyHeap + COMPILED);
}

/** Texts of many lengths, each of one or two tokens a word, in turn. */
function text(i: number): string {
  return Array.from({ length: 1 + (i % 7) }, (_, word) => ['Tom', 'saw', 'a', 'dog'][(i + word) % 4]).join(
    ' ',
  );
}

describe('memory of the compute thread', () => {
  let engine: EngineCore;
  beforeAll(async () => {
    engine = await core();
  });

  test(`after ${RUNS} runs is what it was after ${EARLY}`, async () => {
    const run = async (i: number) =>
      unpack(
        await engine.run({
          model: MODELS[i % 2]!,
          text: text(i),
          rule: i % 3 === 0 ? 'topk' : 'threshold',
          readouts: i % 5 === 0,
        }),
      );
    for (let i = 0; i < EARLY; i++) await run(i);
    const early = memory();
    for (let i = EARLY; i < RUNS; i++) await run(i);
    expectNoMore(memory(), early);
  }, 600_000);

  test(`after ${GENERATIONS} generations is what it was after ${EARLY}`, async () => {
    const write = async (i: number) => {
      const sampling = { temperature: 0.8, topK: 40, topP: 0.95, seed: i };
      const request = { model: MODELS[i % 2]!, text: text(i), rule: 'threshold', ...sampling } as const;
      const { id } = unpack(await engine.openGeneration(request));
      for (let token = 0, over = false; token < 8 && !over; token++) {
        over = unpack(await engine.nextToken(id)).end !== null;
      }
      unpack(await engine.closeGeneration(id));
    };
    for (let i = 0; i < EARLY; i++) await write(i);
    const early = memory();
    for (let i = EARLY; i < GENERATIONS; i++) await write(i);
    expectNoMore(memory(), early);
  }, 600_000);
});
