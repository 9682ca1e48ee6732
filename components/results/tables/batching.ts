import { t } from '../../../languages/current';
import type { ResultsIndex } from '../../../store/results/results-index';
import { bytes } from '../../ui/format';
import { model } from './columns';
import { kindOf, member, modelName, runOf } from './models';
import type { ResultTable } from './table';
import { deviceName, perToken } from './throughput';

/** Continuous depth-wise batching against the vanilla model's continuous batching; null where it was not run. */
export function batchingTable(index: ResultsIndex): ResultTable | null {
  const { batching, paper } = index;
  if (!batching) return null;
  const { machine, sessions } = batching;
  const { batching: says, throughput: written } = t().speed;
  const refused = sessions.flatMap((session) =>
    session.refused.map((each) => says.refusal(each.member, deviceName(session), each.reason)),
  );
  const ratio = (value: number) => value.toFixed(2);
  return {
    id: 'batching',
    title: says.title,
    question: says.question,
    columns: [
      model(),
      { key: 'backend', title: written.backend, groups: true },
      { key: 'policy', title: says.policy },
      { key: 'baseline', title: says.baseline, groups: true },
      { key: 'slots', title: says.slots },
      { key: 'bytes', title: says.bytes, unit: 'B', text: bytes },
      { key: 'rate', title: says.rate, text: (value) => value.toFixed(0) },
      { key: 'overVanilla', title: says.overVanilla, text: ratio },
      { key: 'byFlops', title: says.byFlops, text: ratio },
      { key: 'used', title: says.used, text: (value) => value.toFixed(1) },
      { key: 'rounds', title: says.rounds },
      { key: 'dispatches', title: written.dispatches, text: perToken },
      { key: 'submits', title: written.submits, text: perToken },
      { key: 'readbacks', title: says.readbacks, text: perToken },
      { key: 'buffers', title: written.buffers, text: perToken },
      { key: 'bits', title: written.bits },
    ],
    rows: sessions.flatMap((session) =>
      session.rows.flatMap((row) => {
        const shipped = member(index, row.member);
        if (!shipped) return [];
        return [
          {
            key: `${session.backend}-${row.member}-${row.baselineSlots}-${row.slots}`,
            kind: kindOf(shipped),
            run: runOf(shipped),
            cells: {
              model: modelName(shipped),
              backend: deviceName(session),
              policy: says.policies[row.policy],
              baseline: row.baselineSlots,
              slots: row.slots,
              bytes: row.bytes,
              rate: row.tokensPerSecond.median,
              overVanilla: row.overVanilla,
              byFlops: row.byFlops,
              used: row.slotsInUse,
              rounds: row.rounds,
              dispatches: row.work?.dispatches ?? null,
              submits: row.work?.submits ?? null,
              readbacks: row.work?.readbacks ?? null,
              buffers: row.work?.buffers ?? null,
              bits: row.weightBits,
            },
          },
        ];
      }),
    ),
    notes: [
      says.note(
        [...new Set(sessions.map(deviceName))],
        machine.cores,
        machine.cpu,
        sessions.map(({ load }) => load.toFixed(1)),
      ),
      ...(refused.length > 0 ? [t().speed.throughput.refused(refused)] : []),
      says.byFlopsNote,
      says.paper(paper.throughput.title, paper.throughput.rows),
    ],
  };
}
