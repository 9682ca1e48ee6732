'use client';

import type { ReactNode } from 'react';
import { t } from '../../languages/current';
import { useApp } from '../app-store';
import type { TokenFacts } from '../trace/facts';
import { Table } from '../ui/table';
import { Token } from '../ui/token';
import { useLinked } from './linked';
import styles from './token-table.module.css';

export interface TableColumn {
  readonly key: string | number;
  readonly title: ReactNode;
  /** Numbers to be compared from row to row. */
  readonly number?: boolean;
  readonly cell: (token: TokenFacts) => ReactNode;
  /** Of all tokens together. */
  readonly total?: ReactNode;
}

interface Props {
  readonly label: string;
  readonly caption: string;
  /** Height from which it scrolls. */
  readonly maxHeight: string;
  readonly tokens: readonly TokenFacts[];
  readonly columns: readonly TableColumn[];
}

/** A grid as rows and figures: a row a token, which its button pins. */
export function TokenTable({ label, caption, maxHeight, tokens, columns }: Props) {
  const { isLinked, togglePin } = useLinked();
  const pinned = useApp((state) => state.selection.pinned);
  const summed = columns.some((column) => column.total !== undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.scroller} style={{ maxHeight }} aria-label={label} tabIndex={0}>
      <Table caption={caption} className={styles.table}>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">{t().tokens.token}</th>
            {columns.map(({ key, number, title }) => (
              <th key={key} scope="col" className={number ? styles.number : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr
              key={token.position}
              data-pinned={(token.position === pinned && isLinked(pinned)) || undefined}
            >
              <td>{token.position + 1}</td>
              <th scope="row">
                <button type="button" onClick={() => togglePin(token.position)}>
                  <Token text={token.text} />
                </button>
              </th>
              {columns.map(({ key, number, cell }) => (
                <td key={key} className={number ? styles.number : undefined}>
                  {cell(token)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {summed && (
          <tfoot>
            <tr>
              <td />
              <th scope="row">{t().tokens.together}</th>
              {columns.map(({ key, number, total }) => (
                <td key={key} className={number ? styles.number : undefined}>
                  {total}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </Table>
    </section>
  );
}
