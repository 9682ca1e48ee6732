'use client';

import { sum } from 'd3-array';
import { t } from '../../languages/current';
import { type TableColumn, TokenTable } from '../token-grid/token-table';
import { exact } from '../ui/format';
import { rowTitle } from './describe';
import type { CacheFacts } from './facts';
import type { FigureProps } from './figure-props';
import type { CacheRow } from './grid';

/** The grid and the bars as rows and figures, with their sums. */
export function CacheTable({ facts, mor, vanilla }: FigureProps) {
  const says = t().cache.table;
  return (
    <TokenTable
      label={says.name}
      caption={says.caption}
      maxHeight="30rem"
      tokens={facts.tokens}
      columns={[
        ofBytes(says.kept, mor, keptBytes),
        ofBytes(says.reads, mor, readBytes),
        ...(vanilla ? [ofBytes(says.vanilla, vanilla, readBytes)] : []),
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
    cell: ({ position }) => t().cache.table.states[row.entries[position] ?? 'never'],
    total: row.entries.filter((state) => state === 'kept').length,
  };
}

function keptBytes({ grid, entryBytes }: CacheFacts, position: number): number {
  return grid.rows.filter((row) => row.entries[position] === 'kept').length * entryBytes;
}

const readBytes = ({ grid, entryBytes }: CacheFacts, position: number) =>
  (grid.reads[position] ?? 0) * entryBytes;
