import { t } from '../../../languages/current';
import type { ResultsIndex } from '../../../store/results/results-index';
import { metric } from '../../ui/format';
import type { ResultTable } from './table';
import { deviceName, writerName } from './throughput';

/** How far a vanilla token is from what its device can do; null where no GPU was measured. */
export function floorsTable(index: ResultsIndex): ResultTable | null {
  const { decode } = index;
  if (!decode) return null;
  const { floors: says, throughput: written } = t().speed;
  const ms = (value: number) => `${value.toFixed(3)} ms`;
  return {
    id: 'floors',
    title: says.title,
    question: says.question,
    columns: [
      { key: 'who', title: written.who },
      { key: 'backend', title: written.backend, groups: true },
      { key: 'batch', title: written.batch },
      { key: 'token', title: written.token, unit: 'ms', text: ms },
      { key: 'bytes', title: says.bytes, unit: 'ms', text: ms },
      { key: 'flops', title: says.flops, unit: 'ms', text: ms },
      { key: 'bandwidth', title: says.bandwidth, unit: 'B/s', text: (value) => metric(value, 'B/s') },
      { key: 'rate', title: says.rate, unit: 'FLOP/s', text: (value) => metric(value, 'FLOP/s') },
    ],
    rows: decode.sessions.flatMap((session, s) =>
      session.rows.flatMap((row) => {
        if (!session.floors || !row.floorMs) return [];
        return [
          {
            key: [s, row.engine, row.way, row.batch, row.prompt].join('-'),
            cells: {
              who: writerName(row, decode.versions),
              backend: deviceName(session),
              batch: row.batch,
              token: row.tokenMs.median,
              bytes: row.floorMs.bytes,
              flops: row.floorMs.flops,
              bandwidth: session.floors.bytesPerSecond,
              rate: session.floors.flopsPerSecond,
            },
          },
        ];
      }),
    ),
    notes: [says.note],
  };
}
