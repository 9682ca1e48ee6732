import { t } from '../../../languages/current';
import type { ResultsIndex } from '../../../store/results/schema';
import { bytes } from '../../ui/format';
import { model } from './columns';
import { kindOf, member, modelName, runOf } from './models';
import type { ResultTable } from './table';
import { deviceName } from './throughput';

/** Continuous depth-wise batching against the vanilla model's continuous batching; null where it was not run. */
export function batchingTable(index: ResultsIndex): ResultTable | null {
  const { batching, paper } = index;
  if (!batching) return null;
  const { machine } = batching;
  const says = t().speed.batching;
  const ratio = (value: number) => value.toFixed(2);
  return {
    id: 'batching',
    title: says.title,
    question: says.question,
    columns: [
      model(),
      { key: 'policy', title: says.policy },
      { key: 'baseline', title: says.baseline, groups: true },
      { key: 'slots', title: says.slots },
      { key: 'bytes', title: says.bytes, unit: 'B', text: bytes },
      { key: 'rate', title: says.rate, text: (value) => value.toFixed(0) },
      { key: 'overVanilla', title: says.overVanilla, text: ratio },
      { key: 'byFlops', title: says.byFlops, text: ratio },
      { key: 'used', title: says.used, text: (value) => value.toFixed(1) },
      { key: 'rounds', title: says.rounds },
    ],
    rows: batching.rows.flatMap((row) => {
      const shipped = member(index, row.member);
      if (!shipped) return [];
      return [
        {
          key: `${row.member}-${row.baselineSlots}-${row.slots}`,
          kind: kindOf(shipped),
          run: runOf(shipped),
          cells: {
            model: modelName(shipped),
            policy: says.policies[row.policy],
            baseline: row.baselineSlots,
            slots: row.slots,
            bytes: row.bytes,
            rate: row.tokensPerSecond.median,
            overVanilla: row.overVanilla,
            byFlops: row.byFlops,
            used: row.slotsInUse,
            rounds: row.rounds,
          },
        },
      ];
    }),
    notes: [
      says.note(deviceName(batching), machine.cores, machine.cpu, machine.load.toFixed(1)),
      says.byFlopsNote,
      says.paper(paper.throughput.title, paper.throughput.rows),
    ],
  };
}
