'use client';

import type { ReactNode } from 'react';
import { t } from '../../languages/current';
import type { BatchRun } from '../../store/batching';
import type { WriterRole } from '../../store/source';
import { duration } from '../ui/format';
import { Table } from '../ui/table';
import styles from './batching.module.css';
import { describeText } from './describe';
import { countsOf, meanDepth, type TextFacts } from './facts';

/** So many of the latest ticks stand in the table; the file that is saved has all. */
const LATEST = 200;

/** Every tick in rows and figures. */
export function TickTable({ role, run: { ticks } }: { readonly role: WriterRole; readonly run: BatchRun }) {
  const says = t().batching;
  const from = Math.max(0, ticks.length - LATEST);
  return (
    <section className={styles.batch} data-role={role} aria-label={says.names[role]}>
      <h3 className={styles.name}>{says.names[role]}</h3>
      {from > 0 && <p className={styles.note}>{says.table.last(LATEST, ticks.length)}</p>}
      <Rows
        label={says.table.ticks(says.names[role])}
        caption={says.table.ticksCaption(says.names[role])}
        heads={says.table.heads}
      >
        {ticks.slice(from).map((tick, i) => {
          const { inUse, idle, comeIn, leaving, drawn, waiting } = countsOf(tick);
          return (
            <tr
              // biome-ignore lint/suspicious/noArrayIndexKey: a tick is its place
              key={from + i}
            >
              <th scope="row">{from + i + 1}</th>
              <td>{inUse}</td>
              <td>{idle}</td>
              <td>{comeIn}</td>
              <td>{leaving}</td>
              <td>{drawn}</td>
              <td>{waiting}</td>
              <td>{duration(tick.ms)}</td>
            </tr>
          );
        })}
      </Rows>
    </section>
  );
}

/** Every text in rows and figures. */
export function TextTable({
  role,
  texts,
}: {
  readonly role: WriterRole;
  readonly texts: readonly TextFacts[];
}) {
  const says = t().batching;
  return (
    <Rows
      label={says.table.texts}
      caption={says.table.textsCaption(says.names[role])}
      heads={says.table.textHeads}
    >
      {texts.map((text) => (
        <tr key={text.index}>
          <th scope="row">{text.index + 1}</th>
          <td className={styles.wide}>{joined(text.prompt)}</td>
          <td className={styles.wide}>{joined(text.written)}</td>
          <td>{role === 'mor' ? (meanDepth(text)?.toFixed(2) ?? '–') : '–'}</td>
          <td>{describeText(text)}</td>
        </tr>
      ))}
    </Rows>
  );
}

interface RowsProps {
  readonly label: string;
  readonly caption: string;
  readonly heads: readonly string[];
  readonly children: ReactNode;
}

function Rows({ label, caption, heads, children }: RowsProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.scroller} aria-label={label} tabIndex={0}>
      <Table className={styles.table} caption={caption}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </Table>
    </section>
  );
}

const joined = (tokens: TextFacts['prompt']) => tokens.map(({ text }) => text).join('');
