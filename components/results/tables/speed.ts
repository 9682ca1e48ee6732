import type { ResultsIndex } from '../../../store/results/schema';
import { MODEL } from './columns';
import { kindOf, member, modelName, runOf } from './models';
import type { ResultTable } from './table';

/** FLOPs are not milliseconds: what a forward pass really takes, against what it multiplies. */
export function speedTable(index: ResultsIndex): ResultTable | null {
  const { forward, paper } = index;
  if (!forward) return null;
  const ratio = (value: number) => value.toFixed(2);
  return {
    id: 'speed',
    title: 'Time against FLOPs',
    question: 'Do fewer FLOPs become fewer milliseconds?',
    columns: [
      MODEL,
      { key: 'backend', title: 'Backend' },
      { key: 'tokens', title: 'Tokens' },
      { key: 'ms', title: 'Time', unit: 'ms', text: (value) => `${value.toFixed(1)} ms` },
      { key: 'timeRatio', title: 'Time, of vanilla’s', text: ratio },
      { key: 'flopsRatio', title: 'FLOPs, of vanilla’s', text: ratio },
      { key: 'quotient', title: 'Time ratio over FLOPs ratio', text: ratio },
      { key: 'runs', title: 'Runs' },
    ],
    rows: forward.results.flatMap(({ backend, software, runs, rows }) =>
      rows.flatMap((row) => {
        const shipped = member(index, row.member);
        if (!shipped) return [];
        return [
          {
            key: `${backend}-${row.member}-${row.tokens}`,
            kind: kindOf(shipped),
            run: runOf(shipped),
            cells: {
              model: modelName(shipped),
              backend: software ? `${backend}, software adapter` : backend,
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
    notes: [
      `Medians of interleaved forward passes on ${forward.machine.cores} cores of ${forward.machine.cpu}; the target is at most ${forward.target}. A software adapter says nothing about a graphics card, and with one run its noise is larger than the effect.`,
      `${paper.throughput.title}: ${paper.throughput.rows
        .map(
          ({ recursions, batch32, batchMax }) =>
            `${recursions} recursions ${batch32} at batch 32, ${batchMax} at the largest batch`,
        )
        .join('; ')}.`,
    ],
  };
}
