import { expect, it } from 'vitest';
import { arranged } from './arrange';
import type { ResultTable } from './table';

const table = (rows: readonly { readonly [column: string]: string | number | null }[]): ResultTable => ({
  id: 'a',
  title: 'A',
  question: '',
  notes: [],
  columns: [
    { key: 'model', title: 'Model' },
    { key: 'backend', title: 'Backend', groups: true },
    { key: 'prompt', title: 'Prompt' },
    { key: 'paper', title: 'Loss', of: 'paper' },
    { key: 'ms', title: 'Time', text: (value) => `${value} ms` },
    { key: 'nothing', title: 'Nothing' },
  ],
  rows: rows.map((cells, i) => ({ key: String(i), cells: { paper: null, nothing: null, ...cells } })),
});

it('says once what every row has, drops what none has, and leaves the paper’s columns alone', () => {
  const { columns, same } = arranged(
    table(
      [1, 2, 3, 4].map((ms) => ({ model: 'vanilla', backend: ms < 3 ? 'wasm' : 'webgpu', prompt: 16, ms })),
    ),
  );
  expect(columns.map(({ key }) => key)).toEqual(['model', 'paper', 'ms']);
  expect(same.map(({ column, text }) => [column.title, text])).toEqual([['Prompt', '16']]);
});

it('puts rows that follow one another under one head, and keeps their order', () => {
  const { groups } = arranged(
    table(['wasm', 'wasm', 'webgpu', 'wasm'].map((backend, ms) => ({ model: 'm', backend, prompt: ms, ms }))),
  );
  expect(groups.map(({ head, rows }) => [head.map(({ text }) => text), rows.map(({ key }) => key)])).toEqual([
    [['wasm'], ['0', '1']],
    [['webgpu'], ['2']],
    [['wasm'], ['3']],
  ]);
});

it('leaves a table of few rows as it is, in one group with its head', () => {
  const { columns, groups, same } = arranged(table([{ model: 'm', backend: 'wasm', prompt: 16, ms: 1 }]));
  expect(same).toEqual([]);
  expect(columns.map(({ key }) => key)).toContain('prompt');
  expect(groups).toHaveLength(1);
});
