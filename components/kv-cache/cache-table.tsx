'use client';

import { sum } from 'd3-array';
import { useApp } from '../app-store';
import { exact } from '../ui/format';
import { Token } from '../ui/token';
import styles from './cache-table.module.css';
import { type CacheFacts, rowTitle } from './describe';
import type { FigureProps } from './figure-props';
import type { EntryState } from './grid';

const WORDS: { readonly [state in EntryState]: string } = { kept: 'kept', reused: 'reused', never: '–' };

/** The grid and the bars as rows and figures, with their sums. */
export function CacheTable({ facts, mor, vanilla }: FigureProps) {
  const pin = useApp((state) => state.pin);
  const pinned = useApp((state) => state.selection.pinned);
  const { rows } = mor.grid;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.scroller} aria-label="What the cache holds, as a table" tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">Entries of each token, and bytes its step reads</caption>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">Token</th>
            <th scope="col" className={styles.number}>
              Kept, B
            </th>
            <th scope="col" className={styles.number}>
              Step reads, B
            </th>
            {vanilla && (
              <th scope="col" className={styles.number}>
                Vanilla’s, B
              </th>
            )}
            {rows.map((row) => (
              <th scope="col" key={row.layer}>
                <abbr title={rowTitle(row)}>{row.name}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {facts.tokens.map((token) => (
            <tr key={token.position} data-pinned={token.position === pinned || undefined}>
              <td>{token.position + 1}</td>
              <th scope="row">
                <button type="button" onClick={() => pin(token.position === pinned ? null : token.position)}>
                  <Token text={token.text} />
                </button>
              </th>
              <td className={styles.number}>{exact(keptBytes(mor, token.position))}</td>
              <td className={styles.number}>{exact(readBytes(mor, token.position))}</td>
              {vanilla && <td className={styles.number}>{exact(readBytes(vanilla, token.position))}</td>}
              {rows.map((row) => (
                <td key={row.layer}>{WORDS[row.entries[token.position] ?? 'never']}</td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            <th scope="row">Together</th>
            <td className={styles.number}>{exact(total(mor, keptBytes))}</td>
            <td className={styles.number}>{exact(total(mor, readBytes))}</td>
            {vanilla && <td className={styles.number}>{exact(total(vanilla, readBytes))}</td>}
            {rows.map((row) => (
              <td key={row.layer}>{row.entries.filter((state) => state === 'kept').length}</td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function keptBytes({ grid, entryBytes }: CacheFacts, position: number): number {
  return grid.rows.filter((row) => row.entries[position] === 'kept').length * entryBytes;
}

const readBytes = ({ grid, entryBytes }: CacheFacts, position: number) =>
  (grid.reads[position] ?? 0) * entryBytes;

function total(cache: CacheFacts, of: (cache: CacheFacts, position: number) => number): number {
  return sum(cache.grid.reads, (_, position) => of(cache, position));
}
