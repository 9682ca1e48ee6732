import { csvOf } from '../../../model/csv';

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

/** The cell as it is read. */
export function cellText(column: Column, row: Row): string {
  const value = row.cells[column.key] ?? null;
  if (value === null) return NONE;
  if (typeof value === 'string') return value;
  return column.text ? column.text(value) : String(value);
}

/** Every digit, for a spreadsheet. */
export function tableCsv({ columns, rows }: ResultTable): string {
  const heads = columns.map(({ title, unit, of }) => {
    const name = of === 'paper' ? `paper: ${title}` : title;
    return unit === undefined ? name : `${name} (${unit})`;
  });
  const lines = rows.map((row) => columns.map(({ key }) => String(row.cells[key] ?? '')));
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
