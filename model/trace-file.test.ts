import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MorError } from './errors';
import type { Trace } from './trace';
import { csvHeader, guarded, tracesCsv } from './trace-csv';
import { decodeTraceFile, encodeTraceFile, type TraceFile, traceFileSchema } from './trace-file';
import { decodeTrace, traceSchema } from './trace-json';

const recorded = JSON.parse(readFileSync(new URL('../public/traces/cat.json', import.meta.url), 'utf8'));
const traces = {
  mor: decodeTrace(recorded.traces.mor),
  recursive: decodeTrace(recorded.traces.recursive),
  vanilla: decodeTrace(recorded.traces.vanilla),
};
const FILE: TraceFile = {
  link: 'https://example.org/?text=The+cat',
  settings: {
    text: 'The cat sat on the mat',
    routing: 'expert',
    cache: 'recursion-wise',
    recursions: 3,
    model: 'nano',
    rule: 'threshold',
    servedCache: 'trained',
  },
  traces,
};

const throughText = (value: unknown) => JSON.parse(JSON.stringify(value));

/** A trace of the recorded one's shape with other texts, ids, routes and numbers in it. */
const arbitraryTrace: fc.Arbitrary<Trace> = fc
  .array(fc.record({ id: fc.nat(2047), text: fc.string({ unit: 'binary', maxLength: 8 }) }), {
    minLength: 1,
    maxLength: 12,
  })
  .chain((tokens) => {
    const n = tokens.length;
    const real = fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    const floats = (length: number) =>
      fc
        .array(real, { minLength: length, maxLength: length })
        .map((values) => Float32Array.from(values, (v) => v || 0));
    return fc
      .record({
        depth: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: n, maxLength: n }),
        scores: floats(n),
        nll: floats(n - 1),
        loss: fc.option(real.map((value) => value || 0)),
      })
      .map(({ depth, scores, nll, loss }): Trace => {
        const at = (least: number) => Int32Array.from(depth.flatMap((d, t) => (d >= least ? [t] : [])));
        return {
          ...traces.mor,
          tokens,
          depth: Int32Array.from(depth),
          recursions: [1, 2, 3].map((recursion) => ({
            recursion,
            candidates: at(recursion - 1),
            routerLogits: new Float32Array(),
            scores: scores.slice(0, at(recursion - 1).length),
            threshold: recursion === 1 ? null : 0.5,
            selected: at(recursion),
            gates: scores.slice(0, at(recursion).length),
            ms: 1,
          })),
          readouts: [],
          nll,
          loss,
        };
      });
  });

test('a file comes back from JSON as it was', () => {
  expect(decodeTraceFile(throughText(encodeTraceFile(FILE)))).toEqual(FILE);
});

test('any trace and any text do', () => {
  fc.assert(
    fc.property(arbitraryTrace, fc.string({ unit: 'binary' }), (mor, text) => {
      const file = {
        ...FILE,
        settings: { ...FILE.settings, text },
        traces: { mor, recursive: null, vanilla: null },
      };
      expect(decodeTraceFile(throughText(encodeTraceFile(file)))).toEqual(file);
    }),
    { numRuns: 200 },
  );
});

type Json = ReturnType<typeof encodeTraceFile>;
test.each<[string, (json: Json) => unknown, string]>([
  ['nothing', () => null, 'its format is not'],
  ['another format', (json) => ({ ...json, format: 'har' }), 'its format is not'],
  ['another version', (json) => ({ ...json, version: 2 }), 'the file is of version 2'],
  [
    'a trace of another version',
    (json) => ({ ...json, traces: { ...json.traces, mor: { ...json.traces.mor, version: 7 } } }),
    'it is of version 7',
  ],
  [
    'settings without a text',
    (json) => ({ ...json, settings: { ...json.settings, text: 4 } }),
    'settings.text',
  ],
  [
    'no trace at all',
    (json) => ({ ...json, traces: { mor: null, recursive: null, vanilla: null } }),
    'it holds no trace',
  ],
  [
    'a trace in another’s place',
    (json) => ({ ...json, traces: { ...json.traces, vanilla: json.traces.mor } }),
    'in the place of another model',
  ],
  [
    'traces of two texts',
    (json) => ({
      ...json,
      traces: {
        ...json.traces,
        vanilla: {
          ...json.traces.vanilla,
          tokens: json.traces.vanilla!.tokens.map((token) => ({ ...token, id: 1 })),
        },
      },
    }),
    'not of one text',
  ],
  [
    'a depth that nobody went',
    (json) => ({
      ...json,
      traces: { ...json.traces, mor: { ...json.traces.mor, depth: json.traces.mor!.depth.map(() => 3) } },
    }),
    'do not fit together',
  ],
  [
    'a token outside the vocabulary',
    (json) => ({
      ...json,
      traces: {
        ...json.traces,
        mor: {
          ...json.traces.mor,
          tokens: json.traces.mor!.tokens.map((token) => ({ ...token, id: 99_999 })),
        },
      },
    }),
    'do not fit together',
  ],
])('refuses %s', (_, spoil, sentence) => {
  let refused: unknown;
  try {
    decodeTraceFile(throughText(spoil(throughText(encodeTraceFile(FILE)))));
  } catch (error) {
    refused = error;
  }
  expect((refused as MorError).code).toBe('E-TRACE');
  expect((refused as MorError).message).toContain(sentence);
});

interface Schema {
  readonly type: string;
  readonly entries?: { readonly [key: string]: Schema };
  readonly item?: Schema;
  readonly wrapped?: Schema;
  readonly pipe?: readonly Schema[];
}

/** Every field by its path, lists of objects as `name[]`. */
function fieldsOf(schema: Schema, path = ''): string[] {
  if (schema.pipe?.[0] && schema.pipe[0] !== schema) return fieldsOf(schema.pipe[0], path);
  if (schema.wrapped) return fieldsOf(schema.wrapped, path);
  if (schema.entries) {
    return Object.entries(schema.entries).flatMap(([key, each]) =>
      fieldsOf(each, path ? `${path}.${key}` : key),
    );
  }
  if (schema.item?.entries) return fieldsOf(schema.item, `${path}[]`);
  return [path];
}

test('docs/trace.md names every field of both schemas and no other, and every column', () => {
  const page = readFileSync(new URL('../docs/trace.md', import.meta.url), 'utf8');
  const section = (title: string) => page.split(`\n## ${title}\n`)[1]!.split('\n## ')[0]!;
  const first = (title: string) =>
    [...section(title).matchAll(/^\| ([^|]+)\|/gm)].flatMap(([, cell]) =>
      [...cell!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
    );
  expect(first('The file')).toEqual(fieldsOf(traceFileSchema as unknown as Schema));
  expect(first('A trace')).toEqual(fieldsOf(traceSchema as unknown as Schema));
  expect(first('The same as CSV')).toEqual(csvHeader(1).map((name) => name.replace(/_1$/, '_R')));
});

/** RFC 4180. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        cell += text[at];
        if (text[at] === '"') at += 1;
      }
      at += 1;
    } else {
      for (; at < text.length && text[at] !== ',' && text[at] !== '\r'; at += 1) cell += text[at];
    }
    rows.at(-1)!.push(cell);
    if (text[at] === ',') at += 1;
    else if (text.startsWith('\r\n', at)) {
      at += 2;
      if (at < text.length) rows.push([]);
    } else if (at < text.length) throw new Error(`a stray ${JSON.stringify(text[at])} at ${at}`);
  }
  return rows;
}

test('the CSV has one row a token of each model, and its numbers are the trace’s', () => {
  const { mor, recursive, vanilla } = traces;
  const [header, ...rows] = parseCsv(tracesCsv([mor, recursive, vanilla], (id) => `#${id}`));
  expect(header).toEqual(csvHeader(3));
  expect(rows).toHaveLength(3 * mor.tokens.length);
  const cell = (row: number, name: string) => rows[row]![header!.indexOf(name)]!;
  mor.tokens.forEach((token, t) => {
    expect(cell(t, 'model')).toBe(mor.model);
    expect(cell(t, 'text')).toBe(token.text);
    expect(Number(cell(t, 'depth'))).toBe(mor.depth[t]);
    if (t > 0) expect(Math.fround(Number(cell(t, 'nll')))).toBe(mor.nll[t - 1]);
    const output = mor.readouts.at(-1)!;
    expect(cell(t, 'top_text')).toBe(`#${output.ids[t * output.k]}`);
    expect(cell(t, 'gate_3') !== '').toBe(mor.depth[t] === 3);
    expect(cell(t, 'score_3') !== '').toBe(mor.depth[t]! >= 2);
  });
  expect(cell(0, 'nll')).toBe('');
  expect(cell(rows.length - 1, 'score_1')).toBe('');
});

test('any text comes back from the CSV, and none is a formula', () => {
  fc.assert(
    fc.property(arbitraryTrace, (mor) => {
      const [header, ...rows] = parseCsv(tracesCsv([mor], () => '=1+1'));
      const text = header!.indexOf('text');
      for (const [t, row] of rows.entries()) {
        expect(row).toHaveLength(header!.length);
        expect(row[text]!).not.toMatch(/^[=+\-@\t\r\n]/);
        expect(row[text]!.replace(/^'/, '')).toBe(mor.tokens[t]!.text);
      }
    }),
    { numRuns: 200 },
  );
  expect(guarded('=SUM(A1)')).toBe("'=SUM(A1)");
  expect(guarded("'")).toBe("''");
  expect(guarded(' cat')).toBe(' cat');
});
