// biome-ignore-all lint/a11y/useSemanticElements: columns in lines are a grid, but no table element can be laid out so
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells of a grid take the focus, not its headers
'use client';

import { memo } from 'react';
import { t } from '../../languages/current';
import type { GridLayout, Place } from '../token-grid/layout';
import { placed, TokenAxis, TokenColumn, TokenGrid } from '../token-grid/token-grid';
import type { TokenFacts } from '../trace/facts';
import { describeEntry, describeToken, rowTitle } from './describe';
import type { CacheFacts } from './facts';
import type { FigureProps } from './figure-props';
import type { CacheRow } from './grid';
import styles from './kv-cache.module.css';

interface Props extends FigureProps {
  readonly layout: GridLayout;
  readonly onLook: (place: Place | null) => void;
}

/** Every token's entries, layer pass over layer pass. */
export function EntryGrid({ facts, mor, vanilla, layout, onLook }: Props) {
  const { rows } = mor.grid;
  return (
    <TokenGrid
      label={t().cache.grid}
      tokens={facts.tokens}
      rows={rows.length}
      layout={layout}
      className={styles.grid}
      axis={(first) => <Axis rows={rows} said={first} />}
      column={(token, width, tabStop) => (
        <Column
          key={token.position}
          mor={mor}
          vanilla={vanilla}
          token={token}
          width={width}
          tabStop={tabStop}
        />
      )}
      onLook={onLook}
    />
  );
}

/** The first layer of a recursion, and what comes after the last, stand a little apart. */
const begins = (rows: readonly CacheRow[], i: number) =>
  i > 0 && rows[i - 1]?.recursion !== rows[i]?.recursion ? true : undefined;

/** Names of the rows, beside every line; said once. */
function Axis({ rows, said }: { readonly rows: readonly CacheRow[]; readonly said: boolean }) {
  return (
    <TokenAxis said={said} className={styles.axis}>
      {rows.map((row, i) => (
        <span
          key={row.layer}
          {...(said && { role: 'columnheader', 'aria-label': rowTitle(row) })}
          className={styles.axisName}
          data-begins={begins(rows, i)}
        >
          {row.name}
        </span>
      ))}
    </TokenAxis>
  );
}

interface ColumnProps {
  readonly mor: CacheFacts;
  readonly vanilla: CacheFacts | null;
  readonly token: TokenFacts;
  readonly width: number;
  readonly tabStop: number | null;
}

/** One token: its text below, above it an entry for every layer pass, the first layer lowest. */
const Column = memo(function Column({ mor, vanilla, token, width, tabStop }: ColumnProps) {
  const { position } = token;
  const { rows } = mor.grid;
  return (
    <TokenColumn
      token={token}
      width={width}
      tabStop={tabStop}
      label={describeToken(mor, vanilla, token)}
      className={styles.column}
    >
      {rows.map((row, i) => (
        <div
          key={row.layer}
          role="gridcell"
          {...placed(position, i + 1, tabStop)}
          data-state={row.entries[position]}
          data-begins={begins(rows, i)}
          aria-label={describeEntry(mor, row, token)}
          className={styles.cell}
        />
      ))}
    </TokenColumn>
  );
});
