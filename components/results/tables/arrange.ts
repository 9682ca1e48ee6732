import { type Column, cellText, NONE, type ResultTable, type Row } from './table';

/** A table as a screen shows it: what is the same in every row is said once, and rows that differ in nothing that groups them share a head. */
interface Arranged {
  readonly columns: readonly Column[];
  readonly groups: readonly Group[];
  /** Columns that were taken out because every row has the same in them, with what it is. */
  readonly same: readonly Said[];
}

interface Group {
  readonly key: string;
  /** What its rows have in common; empty in a table that nothing groups. */
  readonly head: readonly Said[];
  readonly rows: readonly Row[];
}

export interface Said {
  readonly column: Column;
  readonly text: string;
}

/** Fewer rows are read at a glance as they are. */
const FEW = 4;

export function arranged({ columns, rows }: ResultTable): Arranged {
  const [first] = columns;
  const alike = columns.filter(
    (column) => column !== first && (isEmpty(column, rows) || (rows.length >= FEW && isSame(column, rows))),
  );
  const grouping = columns.filter((column) => column.groups && !alike.includes(column));
  const groups: (Group & { readonly rows: Row[] })[] = [];
  for (const row of rows) {
    const head = grouping.map((column) => ({ column, text: cellText(column, row) }));
    const key = head.map(({ text }) => text).join(' ');
    const last = groups.at(-1);
    if (last?.key === key) last.rows.push(row);
    else groups.push({ key, head, rows: [row] });
  }
  return {
    columns: columns.filter((column) => !alike.includes(column) && !grouping.includes(column)),
    groups,
    same: alike
      .filter((column) => !isEmpty(column, rows))
      .map((column) => ({ column, text: cellText(column, rows[0]!) })),
  };
}

const isEmpty = (column: Column, rows: readonly Row[]) =>
  column.of !== 'paper' && rows.every((row) => cellText(column, row) === NONE);

/** The paper's columns stand together, even where they are alike. */
const isSame = (column: Column, rows: readonly Row[]) =>
  column.of !== 'paper' && new Set(rows.map((row) => cellText(column, row))).size === 1;
