import { t } from '../../../languages/current';
import type { ResultsIndex } from '../../../store/results/results-index';
import { model } from './columns';
import { kindOf, member, modelName, runOf } from './models';
import type { ResultTable } from './table';

/** FLOPs are not milliseconds: what a forward pass really takes, against what it multiplies. */
export function speedTable(index: ResultsIndex): ResultTable | null {
  const { forward } = index;
  if (!forward) return null;
  const says = t().results.speed;
  const ratio = (value: number) => value.toFixed(2);
  return {
    id: 'speed',
    title: says.title,
    question: says.question,
    columns: [
      model(),
      { key: 'backend', title: says.backend, groups: true },
      { key: 'threads', title: t().speed.throughput.threads, groups: true },
      { key: 'tokens', title: t().results.columns.tokens, groups: true },
      { key: 'ms', title: says.time, unit: 'ms', text: (value) => `${value.toFixed(1)} ms` },
      { key: 'timeRatio', title: says.timeRatio, text: ratio },
      { key: 'flopsRatio', title: says.flopsRatio, text: ratio },
      { key: 'quotient', title: says.quotient, text: ratio },
      { key: 'runs', title: says.runs },
    ],
    rows: forward.sessions.flatMap(({ backend, software, threads, runs, rows }) =>
      rows.flatMap((row) => {
        const shipped = member(index, row.member);
        if (!shipped) return [];
        return [
          {
            key: `${backend}-${threads}-${row.member}-${row.tokens}`,
            kind: kindOf(shipped),
            run: runOf(shipped),
            cells: {
              model: modelName(shipped),
              backend: software ? says.software(backend) : backend,
              threads,
              tokens: row.tokens,
              ms: row.ms,
              timeRatio: row.timeRatio,
              flopsRatio: row.flopsRatio,
              quotient: row.quotient,
              runs,
            },
          },
        ];
      }),
    ),
    notes: [says.note(forward.machine.cores, forward.machine.cpu, forward.target)],
  };
}
