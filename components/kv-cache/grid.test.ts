import { readdirSync, readFileSync } from 'node:fs';
import { sum } from 'd3-array';
import { describe, expect, it } from 'vitest';
import { kvBytes, kvBytesRead, kvEntries, kvEntriesRead, kvEntryBytes } from '../../model/cost';
import type { Trace } from '../../model/trace';
import { decodeTrace } from '../../model/trace-json';
import { fakeTrace } from '../../workers/clients/fake-trace';
import { compare } from '../cost/comparison';
import { cacheGrid } from './grid';

const RECORDED = new URL('../../public/traces/', import.meta.url);
const TEXT = 'The cat sat on the mat and looked at the big red ball.';

function recorded(): [string, Trace][] {
  const files = readdirSync(RECORDED).filter((name) => name !== 'index.json');
  return files.flatMap((name) => {
    const { traces } = JSON.parse(readFileSync(new URL(name, RECORDED), 'utf8'));
    return Object.entries(traces).map(([role, trace]): [string, Trace] => [
      `${name} ${role}`,
      decodeTrace(trace),
    ]);
  });
}

const fakeOf = (model: string, text = TEXT) =>
  fakeTrace({ model: `nano/${model}`, text, rule: 'threshold', readouts: false });

const invented = [
  'vanilla',
  'recursive',
  'mor-expert',
  'mor-expert-r2',
  'mor-expert-r4',
  'mor-expert-shared',
  'mor-token',
  'mor-token-shared',
  'mor-random',
].map((model): [string, Trace] => [`fake ${model}`, fakeOf(model)]);

it('has recorded traces to be held against', () => {
  expect(recorded().length).toBeGreaterThanOrEqual(3);
});

describe.each([...recorded(), ...invented])('the cache of %s', (_name, trace) => {
  const grid = cacheGrid(trace);
  const entry = kvEntryBytes(trace.config, 4);

  it('keeps as many entries and bytes as the model says', () => {
    expect(grid.counts.kept).toBe(kvEntries(trace));
    expect(grid.counts.kept * entry).toBe(kvBytes(trace, 4));
    for (const [i, row] of grid.rows.entries()) {
      expect(row.entries.filter((state) => state === 'kept')).toHaveLength(trace.passes[i]!.kvWritten);
    }
  });

  it('reads as many as the model says, layer by layer and step by step', () => {
    for (const [i, row] of grid.rows.entries()) {
      expect(sum(row.reads)).toBe(trace.passes[i]!.kvRead);
      expect(sum(row.readers)).toBe(trace.passes[i]!.kvRead);
      expect(row.went.filter(Boolean)).toHaveLength(trace.passes[i]!.queries);
    }
    expect(sum(grid.reads)).toBe(kvEntriesRead(trace));
    expect(sum(grid.reads) * entry).toBe(kvBytesRead(trace, 4));
  });

  it('says of every token in every layer what became of its entry', () => {
    const { kept, reused, never } = grid.counts;
    expect(kept + reused + never).toBe(trace.tokens.length * trace.config.numHiddenLayers);
    if (trace.config.kvCache !== 'recursive_sharing') expect(reused).toBe(0);
  });
});

describe('rows', () => {
  it('are named by recursion and layer, the ends by their place', () => {
    expect(cacheGrid(fakeOf('mor-expert')).rows.map((row) => row.name)).toEqual([
      'first',
      'r1 l1',
      'r1 l2',
      'r2 l1',
      'r2 l2',
      'r3 l1',
      'r3 l2',
      'last',
    ]);
    expect(cacheGrid(fakeOf('vanilla')).rows.map((row) => row.name)).toEqual(
      Array.from({ length: 8 }, (_, i) => `l${i + 1}`),
    );
  });

  it('are counted for a baseline of another depth as well', () => {
    const mor = fakeOf('mor-expert-r4');
    const { vanilla } = compare({ mor, recursive: null, vanilla: fakeOf('vanilla') });
    const grid = cacheGrid(vanilla!.run);
    expect(grid.rows).toHaveLength(10);
    expect(grid.counts).toEqual({ kept: 10 * mor.tokens.length, reused: 0, never: 0 });
  });
});

describe('under sharing', () => {
  const trace = fakeOf('mor-expert-shared');
  const { rows } = cacheGrid(trace);

  it('only the first recursion and the ends keep; later ones read recursion 1', () => {
    for (const row of rows) {
      const later = row.recursion !== null && row.recursion > 1;
      expect(row.source).toBe(later ? 1 : null);
      expect(row.entries.includes('kept')).toBe(!later);
    }
  });

  it('an entry is reused while a token at its place or after it still goes round, and not beyond', () => {
    for (const row of rows.filter((each) => each.source !== null)) {
      const last = row.went.lastIndexOf(true);
      expect(row.entries).toEqual(row.went.map((_, t) => (t <= last ? 'reused' : 'never')));
    }
  });

  it('nobody who comes leaves nothing', () => {
    const none: Trace = {
      ...trace,
      recursions: trace.recursions.map((each) =>
        each.recursion === 3 ? { ...each, selected: new Int32Array() } : each,
      ),
      passes: trace.passes.map((pass) =>
        pass.recursion === 3 ? { ...pass, queries: 0, keys: 0, kvRead: 0 } : pass,
      ),
    };
    const third = cacheGrid(none).rows.filter((row) => row.recursion === 3);
    expect(new Set(third.flatMap((row) => row.entries))).toEqual(new Set(['never']));
    expect(third.map((row) => row.source)).toEqual([null, null]);
  });
});
