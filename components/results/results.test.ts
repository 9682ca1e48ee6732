import { describe, expect, it } from 'vitest';
import type { TrainingRow } from '../../store/results/experiments';
import { parseResults } from '../../store/results/load';
import type { ResultsIndex } from '../../store/results/results-index';
import { findings } from './describe';
import { missingSentence } from './document';
import { sections } from './sections';
import { score, signed } from './tables/columns';
import { ablationTables, isoflopTable, seedsTable } from './tables/experiments';
import { familyTable } from './tables/family';
import { longerTable } from './tables/longer';
import { modelName } from './tables/models';
import { cellText, intervalCells, type ResultTable, tableCsv, tableMarkdown } from './tables/table';
import { readAddress, writeAddress } from './use-address';

const SET = 'tinystories.valid';

function run(patch: Partial<TrainingRow> & { readonly nats: number }): TrainingRow {
  const { nats, ...rest } = patch;
  const loss = { set: SET, bitsPerByte: 1, tokens: 100, meanDepth: 2, reaching: [1], selectionAccuracy: 0.9 };
  return {
    version: 1,
    kind: 'training',
    id: 'vanilla',
    family: 'nano',
    like: rest.id ?? 'vanilla',
    group: 'family',
    question: 'How good is it?',
    routing: 'none',
    cache: 'full',
    sharing: 'none',
    recursions: 1,
    layers: 8,
    hiddenSize: 128,
    hardware: 'a machine',
    precision: 'float32',
    command: 'a command',
    seed: 17,
    changes: {},
    uniqueNonEmbeddingParameters: 1_000_000,
    parameters: 1_200_000,
    steps: 10,
    tokens: 20_480,
    budgetFlops: null,
    trainingFlops: 4e13,
    forwardFlopsPerToken: 4e6,
    seconds: 10,
    tokensPerSecond: 2048,
    losses: [
      { ...loss, rule: 'topk', natsPerToken: nats },
      { ...loss, rule: 'threshold', natsPerToken: nats + 0.001 },
    ],
    ...rest,
  };
}

const MOR = { id: 'mor-expert', routing: 'expert', cache: 'recursion_wise', recursions: 3 } as const;
const PAPER_LOSS = 2.7824;

function results(patch: Partial<ResultsIndex> = {}): ResultsIndex {
  const paperRow = {
    routing: 'none',
    cache: 'full',
    recursions: 1,
    uniqueNonEmbeddingParameters: 315_000_000,
    trainingFlops: 1.65e19,
    tokens: 20e9,
    natsPerToken: PAPER_LOSS,
    accuracy: { average: 42.3 },
  };
  const titled = { title: 'A table', rows: [] };
  return parseResults({
    version: 1,
    training: [
      run({ nats: 2.5 }),
      run({ ...MOR, nats: 2.6, uniqueNonEmbeddingParameters: 500_000, forwardFlopsPerToken: 3e6 }),
      run({ ...MOR, id: 'mor-random', routing: 'random', nats: 2.65 }),
    ],
    depth: [],
    evaluations: [],
    comparisons: [],
    forward: null,
    decode: null,
    batching: null,
    exits: null,
    paper: {
      version: 1,
      source: 'the paper',
      scale: 'its scale',
      table3: { title: 'Table 3', rows: [paperRow] },
      isoflop: titled,
      sharing: titled,
      equalParameters: titled,
      routing: titled,
      kvSharing: titled,
      routers: { title: 'Routers', selectionAccuracy: 0.99, deadTokens: 0, maxVio: 0.2, entropy: 1 },
      throughput: titled,
    },
    missing: [],
    ...patch,
  });
}

const row = (table: ResultTable, key: string) => table.rows.find((each) => each.key === key);

describe('the family', () => {
  const table = familyTable(results(), SET);

  it('stands in the order vanilla, recursive, MoR', () => {
    expect(table.rows.map(({ key, kind }) => [key, kind])).toEqual([
      ['vanilla', 'vanilla'],
      ['mor-expert', 'mor'],
      ['mor-random', 'mor'],
    ]);
  });

  it('keeps the paper’s figures in columns of their own, and only where it has them', () => {
    const paper = table.columns.filter(({ of }) => of === 'paper').map(({ key }) => key);
    expect(paper).toEqual(['paperLoss', 'paperTokens', 'paperAverage']);
    expect(row(table, 'vanilla')?.cells.paperLoss).toBe(PAPER_LOSS);
    expect(row(table, 'mor-random')?.cells.paperLoss).toBeNull();
    expect(cellText(table.columns.find(({ key }) => key === 'paperTokens')!, row(table, 'vanilla')!)).toBe(
      '20 billion',
    );
  });
});

describe('experiments', () => {
  it('tell the spread of other initial weights, and nothing where there is one run', () => {
    const training = [
      ...results().training,
      run({ id: 'vanilla-seed2', like: 'vanilla', group: 'seeds', nats: 2.53, changes: { 'train.seed': 2 } }),
    ];
    const { rows } = seedsTable(results({ training }), SET);
    expect(rows.map(({ key }) => key)).toEqual(['vanilla', 'vanilla-seed2']);
    expect(rows[0]?.cells.mean).toBeCloseTo(2.516);
    expect(rows[0]?.cells.spread).toBeCloseTo(0.03);
    expect(rows[1]?.cells.mean).toBeNull();
  });

  it('sets a changed model beside the unchanged one', () => {
    const changed = { 'train.aux_loss': 0.016 };
    const training = [
      ...results().training,
      run({
        ...MOR,
        id: 'mor-expert-aux16',
        like: 'mor-expert',
        group: 'auxiliary loss',
        nats: 2.58,
        changes: changed,
      }),
    ];
    const [table] = ablationTables(results({ training }), SET);
    expect(table?.rows.map(({ cells }) => cells.changed)).toEqual([
      'nothing',
      'auxiliary loss weighted by 0.016',
    ]);
    expect(table?.rows[1]?.cells.difference).toBeCloseTo(-0.02);
    expect(table?.rows[0]?.cells.difference).toBeNull();
  });

  it('order equal FLOPs by budget, size and model', () => {
    const iso = (budgetFlops: number, hiddenSize: number) =>
      run({ id: `iso-${budgetFlops}-${hiddenSize}`, group: 'isoflop', nats: 3, budgetFlops, hiddenSize });
    const training = [iso(2e13, 64), iso(1e13, 128), iso(1e13, 64)];
    expect(isoflopTable(results({ training }), SET).rows.map(({ key }) => key)).toEqual([
      'iso-10000000000000-64',
      'iso-10000000000000-128',
      'iso-20000000000000-64',
    ]);
  });
});

describe('a family that was trained for longer', () => {
  const short = (patch: Partial<TrainingRow>, nats: number) =>
    run({ ...patch, id: `${patch.id}-short`, like: patch.id!, group: 'tokens', tokens: 10_240, nats });
  const seed = run({ ...MOR, id: 'mor-expert-seed2', like: 'mor-expert', group: 'seeds', nats: 2.74 });
  const training = [...results().training, short({ id: 'vanilla' }, 2.6), short(MOR, 2.72), seed];
  const index = results({ training });

  it('is set beside itself, and its distance from vanilla beside what it was', () => {
    const table = longerTable(index, SET);
    expect(table.rows.map(({ key, run: card }) => [key, card])).toEqual([
      ['vanilla', 'nano-vanilla-short'],
      ['mor-expert', 'nano-mor-expert-short'],
    ]);
    expect(row(table, 'vanilla')?.cells).toMatchObject({ gapBefore: null, gap: null });
    const mor = row(table, 'mor-expert')!.cells;
    expect([mor.gained, mor.gapBefore, mor.gap].map((nats) => Number(nats).toFixed(3))).toEqual([
      '-0.120',
      '0.120',
      '0.100',
    ]);
    expect(findings(index, SET)).toContain(
      'Trained on 20.5 k tokens instead of 10.2 k, vanilla’s loss moves by −0.100 nats a token and MoR’s by −0.120: MoR’s distance to vanilla was +0.120 and is +0.100.',
    );
  });

  it('is varied as it was when the experiments were run', () => {
    expect(seedsTable(index, SET).rows.map(({ key }) => key)).toEqual([
      'mor-expert-short',
      'mor-expert-seed2',
    ]);
    const changed = run({ ...MOR, id: 'aux', like: 'mor-expert', group: 'auxiliary loss', nats: 2.71 });
    const [table] = ablationTables(results({ training: [...training, changed] }), SET);
    expect(table?.rows.map(({ key }) => key)).toEqual(['mor-expert-short', 'aux']);
    expect(row(table!, 'aux')?.cells.difference).toBeCloseTo(-0.01);
  });
});

describe('findings', () => {
  it('say where MoR loses and how close lots come', () => {
    const [cost, chance] = findings(results(), SET);
    expect(cost).toBe(
      'At equal tokens MoR with expert-choice loses to the vanilla model: +0.100 nats a token, with 50% of its parameters outside the embedding and 75% of its FLOPs a token.',
    );
    expect(chance).toMatch(/^Drawing lots instead of routing costs \+0\.050 nats a token/);
  });

  const again = (id: string, patch: Partial<TrainingRow>, nats: number) =>
    run({ ...patch, id: `${id}-seed2`, like: id, group: 'seeds', nats });

  it('say whether members still differ when each was trained from other initial weights', () => {
    const told = (vanilla: number) =>
      findings(
        results({
          training: [
            ...results().training,
            again('vanilla', {}, vanilla),
            again('mor-expert', { ...MOR }, 2.61),
          ],
        }),
        SET,
      )[1];
    expect(told(2.62)).toBe(
      'From other initial weights, each on 20.5 k tokens: Vanilla 2.501 to 2.621 in 2 runs; MoR, expert-choice, 3 recursions 2.601 to 2.611 in 2 runs. The ranges meet: the gap is not decided by these runs.',
    );
    expect(told(2.51)).toMatch(/The ranges do not meet; so few runs are a hint, no proof\.$/);
  });

  it('say where the recursive model is better, and when a difference is no more than initial weights move', () => {
    const recursive = run({ id: 'recursive', recursions: 3, nats: 2.57 });
    const small = run({ id: 'small', like: 'vanilla', group: 'equal parameters', layers: 4, nats: 2.59 });
    const training = [...results().training, recursive, small, again('vanilla', {}, 2.515)];
    const said = findings(results({ training }), SET);
    expect(said[1]).toMatch(/^Against the recursive model.* MoR loses: \+0\.030 nats a token/);
    expect(said[2]).toMatch(
      /−0\.010 nats a token against MoR, no more than other initial weights alone move/,
    );
  });

  it('count where MoR is ahead at equal FLOPs, and say that the best width is the narrowest tried', () => {
    const iso = (hiddenSize: number, vanilla: number, mor: number) => [
      run({
        id: `v${hiddenSize}`,
        group: 'isoflop',
        nats: vanilla,
        budgetFlops: 5e12,
        hiddenSize,
        steps: 1290,
      }),
      run({ ...MOR, id: `m${hiddenSize}`, group: 'isoflop', nats: mor, budgetFlops: 5e12, hiddenSize }),
    ];
    const training = [...results().training, ...iso(64, 3.4, 3.2), ...iso(96, 3.5, 3.6)];
    const said = findings(results({ training }), SET).find((each) => each.startsWith('At equal training'));
    expect(said).toContain('in 1 of 2 pairs of width and budget; least of all sizes has MoR');
    expect(said).toContain('MoR of width 64 at 5.00 TFLOP (3.201). It is the narrowest tried');
    expect(said).toContain('These runs have 10 to 1,290 steps');
  });

  it('name what is still to be run', () => {
    const missing = [{ id: 'vanilla-seed3', group: 'seeds', question: '' }];
    expect(missingSentence(results({ missing }))).toBe('Planned and not yet run: seeds (vanilla-seed3).');
    expect(missingSentence(results())).toBe('');
  });
});

describe('tables', () => {
  it('leave out what was not measured', () => {
    expect(sections(results(), SET).map(({ table }) => table.id)).toEqual(['family']);
  });

  it('are saved with every digit and quoted where they must be', () => {
    const csv = tableCsv(familyTable(results(), SET)).split('\r\n');
    expect(csv[0]).toContain('"Loss, top-k (nats a token)"');
    expect(csv[0]).toContain('paper: Loss (nats a token)');
    expect(csv[2]).toContain('"MoR, expert-choice, 3 recursions",500000,');
  });

  it('write an interval after its value, and save its ends in columns of their own', () => {
    const table: ResultTable = {
      id: 'a',
      title: 'A',
      question: '',
      notes: [],
      columns: [score('x', 'X')],
      rows: [{ key: '1', cells: intervalCells('x', { value: 0.564, low: 0.5461, high: 0.579 }) }],
    };
    expect(tableMarkdown(table)).toBe('| X |\n| --- |\n| 56.4% (54.6–57.9) |');
    expect(tableCsv(table)).toBe('X,"X, low","X, high"\r\n0.564,0.5461,0.579');
  });

  it('are Markdown whose cells cannot break it', () => {
    const table: ResultTable = {
      id: 'a',
      title: 'A',
      question: '',
      notes: [],
      columns: [{ key: 'x', title: 'x | y' }],
      rows: [{ key: '1', cells: { x: null } }],
    };
    expect(tableMarkdown(table)).toBe('| x \\| y |\n| --- |\n| – |');
  });

  it('write small differences with their sign', () => {
    expect([signed(0.0123, 3), signed(-0.0049, 2), signed(-0.5, 1)]).toEqual(['+0.012', '0.00', '−0.5']);
  });

  it('name every member', () => {
    expect(modelName({ routing: 'token', cache: 'recursive_sharing', recursions: 3 })).toBe(
      'MoR, token-choice, 3 recursions, shared cache',
    );
  });
});

it('the address carries the set and the open card, and nothing that is no name', () => {
  expect(readAddress('?set=a.valid&run=nano-vanilla')).toEqual({ set: 'a.valid', run: 'nano-vanilla' });
  expect(readAddress('?run=../../etc')).toEqual({ set: null, run: null });
  expect(writeAddress({ set: null, run: 'nano-vanilla' }, '?theme=dark&set=x')).toBe(
    '?theme=dark&run=nano-vanilla',
  );
});
