import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { decodeTrace, encodeTrace } from '../model/trace-json';
import { unpack } from './failure';
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
    expect(unpack(await engine.tokenize(model, request.text))).toEqual(trace.tokens);
    const attention = unpack(await engine.attention({ ...request, layer: 0 }));
    expect(attention.weights).toHaveLength(attention.heads * trace.tokens.length ** 2);
    expect(await engine.attention({ ...request, layer: 99 })).toMatchObject({ error: { code: 'E-INPUT' } });
  }, 60_000);
});
