import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { kvBytes } from '../model/cost';
import { decodeTrace, encodeTrace } from '../model/trace-json';
import { unpack } from './failure';
import type { GenerationStep } from './generation';
import { createMorCompute } from './mor-compute';
import { createCore } from './serve';

const BASE = 'https://example.org/mor/';
const PUBLIC = new URL('../public/', import.meta.url);

/** The engine core as the worker has it, with the shipped files for a network. */
function core() {
  return createCore({
    compute: createMorCompute(),
    fetch: async (input) =>
      new Response(new Uint8Array(await readFile(new URL(String(input).replace(BASE, ''), PUBLIC)))),
    subtle: globalThis.crypto.subtle,
    store: () => ({ get: async () => null, put: async () => {}, drop: async () => {} }),
    hold: async () => {},
  });
}

describe('the engine core over the real model', () => {
  it('runs a shipped model from its files to a trace', async () => {
    const engine = core();
    expect(unpack(await engine.start('cpu', BASE))).toMatchObject({ backend: 'cpu', software: false });
    const model = 'nano/mor-expert';
    const info = unpack(await engine.load(model));
    const request = { model, text: 'The cat sat on the mat', rule: 'threshold' } as const;
    const trace = unpack(await engine.run({ ...request, readouts: true }));
    expect(decodeTrace(encodeTrace(trace))).toEqual(trace);
    expect(trace).toMatchObject({ model, backend: 'cpu', config: info.config, parameters: info.parameters });
    const mismatched = { ...request, kvCache: 'recursive_sharing' } as const;
    const other = unpack(await engine.run({ ...mismatched, readouts: false }));
    expect(other.config).toEqual({ ...info.config, kvCache: 'recursive_sharing' });
    expect(other.loss).not.toBe(trace.loss);
    const [late, own] = [mismatched, request].map((each) => engine.attention({ ...each, layer: 6 }));
    expect(unpack(await late!).keys).toHaveLength(trace.tokens.length);
    expect(unpack(await own!).keys.length).toBeLessThan(trace.tokens.length);
    expect(unpack(await engine.tokenize(model, request.text))).toEqual(trace.tokens);
    const attention = unpack(await engine.attention({ ...request, layer: 0 }));
    expect(attention.weights).toHaveLength(attention.heads * trace.tokens.length ** 2);
    expect(await engine.attention({ ...request, layer: 99 })).toMatchObject({ error: { code: 'E-INPUT' } });
  }, 60_000);

  it('writes with two shipped models side by side what each says of its text read at once', async () => {
    const engine = core();
    unpack(await engine.start('cpu', BASE));
    const request = {
      text: 'The cat',
      rule: 'threshold',
      temperature: 0,
      topK: 0,
      topP: 1,
      seed: 1,
    } as const;
    const models = ['nano/mor-expert', 'nano/vanilla'];
    const texts = await Promise.all(
      models.map(async (model) => unpack(await engine.openGeneration({ ...request, model }))),
    );
    const steps: GenerationStep[][] = [[], []];
    for (let i = 0; i < 3; i++) {
      await Promise.all(texts.map(async ({ id }, m) => steps[m]!.push(unpack(await engine.nextToken(id)))));
    }
    for (const [m, model] of models.entries()) {
      const text = request.text + steps[m]!.map(({ token }) => token.text).join('');
      const trace = unpack(await engine.run({ model, text, rule: 'threshold', readouts: false }));
      expect([...texts[m]!.promptDepth, ...steps[m]!.map(({ depth }) => depth)]).toEqual([...trace.depth]);
      expect(steps[m]!.at(-1)!.kvBytes).toBe(kvBytes(trace, 4));
      unpack(await engine.closeGeneration(texts[m]!.id));
    }
  }, 60_000);
});
