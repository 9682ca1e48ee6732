import { describe, expect, it } from 'vitest';
import type { BatchingBench, DecodeBench } from '../../store/results/bench';
import type { TrainingRow } from '../../store/results/experiments';
import type { ResultsIndex } from '../../store/results/results-index';
import { speedFindings } from './describe';
import { batchingTable } from './tables/batching';
import { exitsTable } from './tables/exits';
import { floorsTable } from './tables/floors';
import { cellText, type ResultTable } from './tables/table';
import { targetsTable } from './tables/targets';
import { throughputTable } from './tables/throughput';

type Session = DecodeBench['sessions'][number];
type Written = Session['rows'][number];

const at = (median: number) => ({ low: median, median, high: median });

function written(patch: Partial<Written>): Written {
  return {
    engine: 'mor-explorer',
    way: '',
    member: 'vanilla',
    batch: 1,
    prompt: 16,
    tokens: 4,
    weightBits: 32,
    threads: 1,
    rounds: 3,
    prefillMs: at(3),
    tokenMs: at(1),
    tokensPerSecond: 1000,
    work: null,
    dispatchesPerLayer: null,
    overOwn: null,
    overVanilla: null,
    floorMs: null,
    ...patch,
  };
}

const around = {
  version: 1,
  family: 'nano',
  date: '2026-11-23',
  command: 'npm run bench',
  machine: { cpu: 'a processor', cores: 2, load: 0.1, node: 'v20' },
  versions: { 'onnxruntime-web': '1.30.0' },
} as const;

function session(patch: Partial<Session>): Session {
  return {
    backend: 'wasm',
    host: 'Chromium 1',
    adapter: null,
    software: false,
    load: 0.1,
    floors: null,
    rows: [],
    refused: [],
    ...patch,
  };
}

const GPU = {
  backend: 'webgpu',
  adapter: 'a card',
  floors: { bytesPerSecond: 1e11, flopsPerSecond: 1e12 },
} as const;
const WORK = { dispatches: 42, submits: 1, buffers: 0, readbacks: 1 };

function index(
  sessions: readonly Session[],
  batching: BatchingBench['sessions'][number]['rows'] = [],
): ResultsIndex {
  const vanilla = { id: 'vanilla', group: 'family', family: 'nano', routing: 'none', recursions: 1 };
  const mor = { ...vanilla, id: 'mor-expert', routing: 'expert', recursions: 3 };
  const paper = { throughput: { title: 'Figure 4a', rows: [] } };
  return {
    training: [vanilla, mor] as unknown as TrainingRow[],
    forward: null,
    decode: { ...around, sessions: [...sessions] },
    batching: {
      ...around,
      sessions: [{ backend: 'wasm', adapter: null, software: false, load: 0.1, rows: batching, refused: [] }],
    },
    exits: null,
    paper,
  } as unknown as ResultsIndex;
}

const ONNX = { engine: 'onnxruntime-web' } as const;
const cells = (table: ResultTable | null, column: string) =>
  table?.rows.map((row) => cellText(table.columns.find(({ key }) => key === column)!, row));

describe('targets', () => {
  it('are held against the better of a peer’s ways, and against one thread', () => {
    const onGpu = session({
      ...GPU,
      rows: [
        written({ work: WORK, dispatchesPerLayer: 5.25 }),
        written({ ...ONNX, way: 'as usual', overOwn: 2.5 }),
        written({ ...ONNX, way: 'graph capture', overOwn: 1.9 }),
      ],
    });
    const onWasm = session({ rows: [written({}), written({ ...ONNX, overOwn: 1.5 })] });
    const threads = session({ rows: [written({}), written({ ...ONNX, threads: 2, overOwn: 0.5 })] });
    const table = targetsTable(index([onGpu, onWasm, threads]));
    expect(cells(table, 'measured')).toEqual(['5.25', '1', '0', '1.90', '1.50']);
    expect(cells(table, 'met')).toEqual(['yes', 'yes', 'yes', 'no', 'yes']);
    expect(cells(table, 'aim')?.[3]).toContain('onnxruntime-web 1.30.0, graph capture');
  });

  it('say why batching is missed where there is no graphics card', () => {
    const row = {
      member: 'mor-expert',
      policy: 'depth',
      baselineSlots: 8,
      slots: 14,
      bytes: 1e7,
      tokensPerSecond: at(1000),
      overVanilla: 1.2,
      byFlops: 1.29,
      slotsInUse: 13,
      rounds: 5,
      weightBits: 32,
      work: null,
    } as const;
    const results = index([], [row]);
    const table = targetsTable(results);
    expect(cells(table, 'met')).toEqual(['no']);
    expect(table?.notes.join()).toContain('a factor of 1.29');
    expect(cells(batchingTable(results), 'overVanilla')).toEqual(['1.20']);
  });
});

it('throughput says who was not timed, and why', () => {
  const refused = [
    { engine: 'jax-js', way: 'jitted', member: 'vanilla', batch: 8, reason: 'it differs' },
  ] as const;
  const table = throughputTable(index([session({ rows: [written({})], refused: [...refused] })]));
  expect(cells(table, 'who')).toEqual(['MoR Explorer']);
  expect(table?.notes.at(-1)).toBe('Not timed: jax-js, jitted on wasm (vanilla, 8 at once): it differs.');
});

it('every row has a key of its own, also where one engine ran in two sessions', () => {
  const twice = [session({ rows: [written({})] }), session({ rows: [written({})] })];
  const keys = throughputTable(index(twice))!.rows.map(({ key }) => key);
  expect(new Set(keys).size).toBe(2);
});

it('floors stand beside what a GPU took, and nowhere else', () => {
  const row = written({ work: WORK, floorMs: { bytes: 0.07, flops: 0.004 } });
  const table = floorsTable(index([session({ ...GPU, rows: [row] }), session({ rows: [written({})] })]));
  expect(cells(table, 'bytes')).toEqual(['0.070 ms']);
  expect(cells(table, 'bandwidth')).toEqual(['100 GB/s']);
});

it('the finding says who is faster', () => {
  const rows = (overOwn: number) => [written({}), written({ ...ONNX, overOwn })];
  const said = (overOwn: number) => speedFindings(index([session({ rows: rows(overOwn) })]))[0];
  expect(said(1.5)).toBe(
    'Faster than onnxruntime-web 1.30.0 on wasm: a token of the vanilla model takes 1.00 ms, and there 1.50 times as long.',
  );
  expect(said(0.5)).toMatch(/^Slower than /);
});

it('ways past the recursions say which is kept, and that a software adapter decides nothing', () => {
  const row = { member: 'mor-expert', recursions: 3, depth: 1, dispatches: 46, rounds: 3 } as const;
  const on = (over: number, software: boolean) => {
    const rows = [
      { ...row, way: 'early-return', tokenMs: at(1), overEarlyReturn: 1 } as const,
      { ...row, way: 'indirect', tokenMs: at(over), overEarlyReturn: over } as const,
    ];
    const session = { backend: 'webgpu', adapter: 'a card', software, load: 0.1, rows } as const;
    return exitsTable({ ...index([]), exits: { ...around, sessions: [{ ...session, rows: [...rows] }] } });
  };
  expect(cells(on(0.5, false), 'over')).toEqual(['1.00', '0.50']);
  expect(on(0.5, false)?.notes[0]).toContain(
    '0.50 times as long (the median over the depths): they would be better',
  );
  expect(on(1.2, true)?.notes[0]).toMatch(/returning early is kept.*decides nothing/);
  expect(exitsTable(index([]))).toBeNull();
});
