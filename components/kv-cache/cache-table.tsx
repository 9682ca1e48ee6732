'use client';

import { sum } from 'd3-array';
import { type TableColumn, TokenTable } from '../token-grid/token-table';
import { exact } from '../ui/format';
import { type CacheFacts, rowTitle } from './describe';
import type { FigureProps } from './figure-props';
import type { CacheRow, EntryState } from './grid';

const WORDS: { readonly [state in EntryState]: string } = { kept: 'kept', reused: 'reused', never: '–' };

/** The grid and the bars as rows and figures, with their sums. */
export function CacheTable({ facts, mor, vanilla }: FigureProps) {
  return (
    <TokenTable
      label="What the cache holds, as a table"
      caption="Entries of each token, and bytes its step reads"
      maxHeight="30rem"
      tokens={facts.tokens}
      columns={[
        ofBytes('Kept, B', mor, keptBytes),
        ofBytes('Step reads, B', mor, readBytes),
        ...(vanilla ? [ofBytes('Vanilla’s, B', vanilla, readBytes)] : []),
        ...mor.grid.rows.map(ofEntries),
      ]}
    />
  );
}

/** Bytes of each token. */
function ofBytes(
  title: string,
  cache: CacheFacts,
  bytes: (cache: CacheFacts, position: number) => number,
): TableColumn {
  return {
    key: title,
    title,
    number: true,
    cell: ({ position }) => exact(bytes(cache, position)),
    total: exact(sum(cache.grid.reads, (_, position) => bytes(cache, position))),
  };
}

/** What a layer pass holds of each token. */
function ofEntries(row: CacheRow): TableColumn {
  return {
    key: row.layer,
    title: <abbr title={rowTitle(row)}>{row.name}</abbr>,
    cell: ({ position }) => WORDS[row.entries[position] ?? 'never'],
    total: row.entries.filter((state) => state === 'kept').length,
  };
}

function keptBytes({ grid, entryBytes }: CacheFacts, position: number): number {
  return grid.rows.filter((row) => row.entries[position] === 'kept').length * entryBytes;
}

const readBytes = ({ grid, entryBytes }: CacheFacts, position: number) =>
  (grid.reads[position] ?? 0) * entryBytes;
