import { csvOf } from '../../../model/csv';
import type { Estimate } from '../../../store/results/evaluation';

/** A table of results: drawn on the page, written to docs/results.md and saved as CSV from one description. */
export interface ResultTable {
  readonly id: string;
  readonly title: string;
  /** What it asks, one sentence. */
  readonly question: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** What must be known to read it; sentences. */
  readonly notes: readonly string[];
}

export interface Column {
  readonly key: string;
  readonly title: string;
  /** Of the values, for the CSV and the tooltip. */
  readonly unit?: string;
  /** Whose figures these are: those of the paper stand apart. */
  readonly of?: 'paper';
  /** Rows that follow one another with the same in it stand under one head on the page. */
  readonly groups?: true;
  /** Where a value has an interval, its ends stand in the cells `<key>.low` and `<key>.high`. */
  readonly interval?: true;
  /** How a number is written; as it is without one. */
  readonly text?: (value: number) => string;
}

export type Kind = 'vanilla' | 'recursive' | 'mor';

export interface Row {
  readonly key: string;
  /** Colours it as the model is coloured everywhere. */
  readonly kind?: Kind;
  /** Run whose card is behind it: the name of a file in `results/experiments/`, without its ending. */
  readonly run?: string;
  /** Null where there is no such figure. */
  readonly cells: { readonly [column: string]: string | number | null };
}

/** Where there is no figure. */
export const NONE = '–';

/** The cell as it is read: `56.4% (54.6–57.9)`. */
export function cellText(column: Column, row: Row): string {
  const interval = intervalText(column, row);
  return interval === null ? valueText(column, row) : `${valueText(column, row)} (${interval})`;
}

/** The cell without its interval. */
export function valueText(column: Column, row: Row): string {
  const value = row.cells[column.key] ?? null;
  if (value === null) return NONE;
  if (typeof value === 'string') return value;
  return written(column, value);
}

/** The interval of a cell, `54.6–57.9`; null where it has none. */
export function intervalText(column: Column, { cells }: Row): string | null {
  const [low, high] = [cells[`${column.key}.low`], cells[`${column.key}.high`]];
  if (column.interval === undefined || typeof low !== 'number' || typeof high !== 'number') return null;
  return `${written(column, low)}–${written(column, high)}`.replaceAll('%', '');
}

const written = ({ text }: Column, value: number) => (text ? text(value) : String(value));

/** The cells of a value and its interval. */
export const intervalCells = (key: string, { value, low, high }: Estimate) => ({
  [key]: value,
  [`${key}.low`]: low,
  [`${key}.high`]: high,
});

/** Every digit, for a spreadsheet. */
export function tableCsv({ columns, rows }: ResultTable): string {
  const each = columns.flatMap(({ key, title, unit, of, interval }) => {
    const name = of === 'paper' ? `paper: ${title}` : title;
    const head = unit === undefined ? name : `${name} (${unit})`;
    const ends = ['low', 'high'].map((end) => ({ key: `${key}.${end}`, head: `${head}, ${end}` }));
    return [{ key, head }, ...(interval ? ends : [])];
  });
  const heads = each.map(({ head }) => head);
  const lines = rows.map(({ cells }) => each.map(({ key }) => String(cells[key] ?? '')));
  return csvOf([heads, ...lines]);
}

/** As GitHub's Markdown. */
export function tableMarkdown({ columns, rows }: ResultTable): string {
  const safe = (text: string) => text.replaceAll('|', '\\|');
  const line = (cells: readonly string[]) => `| ${cells.map(safe).join(' | ')} |`;
  const heads = columns.map(({ title, of }) => (of === 'paper' ? `${title} (paper)` : title));
  return [
    line(heads),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => cellText(column, row)))),
  ].join('\n');
}
