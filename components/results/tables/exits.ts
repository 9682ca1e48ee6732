import { median } from 'd3-array';
import { t } from '../../../languages/current';
import type { ResultsIndex } from '../../../store/results/results-index';
import { model } from './columns';
import { kindOf, member, modelName, runOf } from './models';
import type { ResultTable } from './table';
import { deviceName } from './throughput';

/** Ways past the recursions that a token does not reach; null where they were not measured. */
export function exitsTable(index: ResultsIndex): ResultTable | null {
  const { exits } = index;
  if (!exits) return null;
  const { exits: says, throughput: written } = t().speed;
  return {
    id: 'exits',
    title: says.title,
    question: says.question,
    columns: [
      model(),
      { key: 'backend', title: written.backend, groups: true },
      { key: 'depth', title: says.depth, groups: true },
      { key: 'way', title: says.way },
      { key: 'dispatches', title: written.dispatches },
      { key: 'token', title: says.token, unit: 'ms', text: (value) => `${value.toFixed(2)} ms` },
      { key: 'over', title: says.overEarlyReturn, text: (value) => value.toFixed(2) },
      { key: 'rounds', title: written.rounds },
    ],
    rows: exits.sessions.flatMap((session) =>
      session.rows.flatMap((row) => {
        const shipped = member(index, row.member);
        if (!shipped) return [];
        return [
          {
            key: `${session.adapter}-${row.depth}-${row.way}`,
            kind: kindOf(shipped),
            run: runOf(shipped),
            cells: {
              model: modelName(shipped),
              backend: deviceName(session),
              depth: says.of(row.depth, row.recursions),
              way: says.ways[row.way],
              dispatches: row.dispatches,
              token: row.tokenMs.median,
              over: row.overEarlyReturn,
              rounds: row.rounds,
            },
          },
        ];
      }),
    ),
    notes: [
      ...exits.sessions.map((session) => {
        const indirect = session.rows.filter(({ way }) => way === 'indirect');
        const over = median(indirect, ({ overEarlyReturn }) => overEarlyReturn) ?? 1;
        return says.verdict(deviceName(session), over.toFixed(2), over < WORTH_IT, session.software);
      }),
      says.note,
    ],
  };
}

/** Indirect dispatches need a buffer and a validation of their own: a few hundredths are not worth them. */
const WORTH_IT = 0.95;
