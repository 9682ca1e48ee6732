import { describe, expect, it } from 'vitest';
import { encodeTrace } from '../../model/trace-json';
import { fakeTrace } from './fake-trace';
import { createRecordedEngine, type RecordedIndex, type RecordedKey } from './recorded';

const BASE = 'https://example.org/mor/';
const TEXT = 'The cat sat';
const KEY: RecordedKey = {
  text: TEXT,
  routing: 'expert',
  cache: 'recursion-wise',
  recursions: 3,
  model: 'nano',
  rule: 'threshold',
};
const { text: _, ...settings } = KEY;
const INDEX: RecordedIndex = {
  version: 1,
  weights: {},
  presets: [{ id: 'cat', text: TEXT, file: 'cat.json', settings }],
};

const trace = (model: string) => fakeTrace({ model, text: TEXT, rule: 'threshold', readouts: true }, 'wasm');
const FILE = {
  version: 1,
  traces: {
    mor: encodeTrace(trace('nano/mor-expert')),
    recursive: encodeTrace(trace('nano/recursive')),
    vanilla: encodeTrace(trace('nano/vanilla')),
  },
};

/** A recorder over files in memory; a missing one answers 404. */
function recorded(files: Record<string, unknown>) {
  const asked: string[] = [];
  const engine = createRecordedEngine(BASE, async (input) => {
    const path = String(input).replace(`${BASE}traces/`, '');
    asked.push(path);
    return path in files ? Response.json(files[path]) : new Response('', { status: 404 });
  });
  return { engine, asked, files };
}

const whole = () => recorded({ 'index.json': INDEX, 'cat.json': FILE });

describe('recorded traces', () => {
  it('are found by text and settings, and read once', async () => {
    const { engine, asked } = whole();
    const found = await engine.find(KEY);
    expect(found?.mor).toEqual(trace('nano/mor-expert'));
    expect(found?.vanilla.config.numRecursions).toBe(1);
    await engine.find(KEY);
    expect(asked).toEqual(['index.json', 'cat.json']);
  });

  it.each([
    { text: 'The dog' },
    { routing: 'token' },
    { rule: 'top-k' },
    { recursions: 2 },
    { model: 'small' },
  ])('are not shown for %j', async (other) => {
    const { engine, asked } = whole();
    expect(await engine.find({ ...KEY, ...other })).toBeNull();
    expect(asked).toEqual(['index.json']);
  });

  it('serve as an engine for what was recorded, and for nothing else', async () => {
    const { engine } = whole();
    const request = { model: 'nano/vanilla', text: TEXT, rule: 'threshold', readouts: true } as const;
    expect(await engine.start('auto')).toMatchObject({ backend: 'wasm', attempts: [] });
    expect((await engine.load('nano/vanilla')).config.sharing).toBe('none');
    expect(await engine.run(request)).toEqual(trace('nano/vanilla'));
    expect(await engine.tokenize('nano/vanilla', TEXT)).toHaveLength(3);
    const refused = { code: 'E-TRACE' };
    await expect(engine.run({ ...request, text: 'Other' })).rejects.toMatchObject(refused);
    await expect(engine.run({ ...request, rule: 'topk' })).rejects.toMatchObject(refused);
    const mismatched = { ...request, model: 'nano/mor-expert', kvCache: 'recursive_sharing' } as const;
    await expect(engine.run(mismatched)).rejects.toMatchObject(refused);
    await expect(engine.run({ ...request, model: 'nano/mor-token' })).rejects.toMatchObject(refused);
    await expect(engine.load('nano/mor-token')).rejects.toMatchObject(refused);
    await expect(engine.attention({ ...request, layer: 0 })).rejects.toMatchObject(refused);
    const sampling = { temperature: 0, topK: 0, topP: 1, seed: 1 };
    const writing = engine.openGeneration({ ...request, ...sampling });
    await expect(writing).rejects.toMatchObject({ code: 'E-BACKEND' });
    await expect(engine.nextToken(1)).rejects.toMatchObject({ code: 'E-BACKEND' });
    await engine.closeGeneration(1);
  });

  it.each([
    ['the index is missing', {}],
    ['the index is of another version', { 'index.json': { ...INDEX, version: 2 } }],
    ['a file is missing', { 'index.json': INDEX }],
    ['a file is of another form', { 'index.json': INDEX, 'cat.json': { version: 1 } }],
    ['a trace does not fit together', { 'index.json': INDEX, 'cat.json': broken() }],
    [
      'the index points out of its folder',
      { 'index.json': { ...INDEX, presets: [{ ...INDEX.presets[0]!, file: '../models/index.json' }] } },
    ],
  ])('are refused when %s', async (_, files) => {
    await expect(recorded(files).engine.find(KEY)).rejects.toMatchObject({ code: 'E-TRACE' });
  });

  it('are asked for again after a failure', async () => {
    const { engine, files } = recorded({});
    await expect(engine.find(KEY)).rejects.toMatchObject({ code: 'E-TRACE' });
    files['index.json'] = INDEX;
    await expect(engine.find(KEY)).rejects.toMatchObject({ code: 'E-TRACE' });
    files['cat.json'] = FILE;
    expect(await engine.find(KEY)).not.toBeNull();
  });
});

function broken() {
  const copy = structuredClone(FILE);
  copy.traces.mor.depth.pop();
  return copy;
}
