'use client';

import { t } from '../../languages/current';
import type { BatchingState } from '../../store/batching';
import { WRITERS } from '../../store/source';
import { bytes, duration, flops } from '../ui/format';
import { Table } from '../ui/table';
import styles from './batching.module.css';
import { rate } from './describe';
import { type BatchFigures, figuresOf } from './facts';

/** What both batches do, side by side. */
export function Figures({ runs }: { readonly runs: BatchingState['runs'] }) {
  const says = t().batching;
  const columns = WRITERS.flatMap((role) => {
    const run = runs[role];
    return run === null ? [] : [{ role, run, figures: figuresOf(run) }];
  });
  const value = (of: (figures: BatchFigures) => string | null) => (figures: BatchFigures | null) =>
    (figures && of(figures)) ?? '–';
  const rows: readonly [string, (figures: BatchFigures | null) => string][] = [
    [
      says.figures.rate,
      value(({ tokensPerSecond }) => (tokensPerSecond === null ? null : rate(tokensPerSecond))),
    ],
    [says.figures.tick, value(({ tickMs }) => duration(tickMs))],
    [says.figures.inUse, value(({ inUse, slots }) => says.figures.of(inUse.toFixed(1), slots))],
    [
      says.figures.flops,
      value(({ flopsPerToken }) => (flopsPerToken === null ? null : flops(flopsPerToken))),
    ],
    [says.figures.texts, value(({ textsDone, texts }) => says.figures.of(String(textsDone), texts))],
  ];
  return (
    <Table className={styles.figures} caption={says.title}>
      <thead>
        <tr>
          <td />
          {columns.map(({ role }) => (
            <th key={role} scope="col" data-role={role}>
              {says.names[role]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, print]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {columns.map(({ role, figures }) => (
              <td key={role}>{print(figures)}</td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">{says.figures.memory}</th>
          {columns.map(({ role, run }) => (
            <td key={role}>{bytes(run.memory.total)}</td>
          ))}
        </tr>
      </tbody>
    </Table>
  );
}
