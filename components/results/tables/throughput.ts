import { t } from '../../../languages/current';
import type { DecodeBench } from '../../../store/results/bench';
import type { ResultsIndex } from '../../../store/results/results-index';
import { model } from './columns';
import { kindOf, member, modelName, runOf } from './models';
import type { Column, ResultTable } from './table';

type Session = DecodeBench['sessions'][number];
export type Written = Session['rows'][number];

const ratio = (value: number) => value.toFixed(2);
const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
/** Dispatches and the like, an average or a whole number. */
export const perToken = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(1));

const columns = (): readonly Column[] => {
  const says = t().speed.throughput;
  return [
    model(),
    { key: 'who', title: says.who },
    { key: 'backend', title: says.backend, groups: true },
    { key: 'threads', title: says.threads },
    { key: 'batch', title: says.batch, groups: true },
    { key: 'prompt', title: says.prompt, unit: t().results.columns.tokens },
    { key: 'prefill', title: says.prefill, unit: 'ms', text: ms },
    { key: 'token', title: says.token, unit: 'ms', text: ms },
    { key: 'quartiles', title: says.quartiles },
    { key: 'rate', title: says.rate, text: (value) => value.toFixed(value < 100 ? 1 : 0) },
    { key: 'overOwn', title: says.overOwn, text: ratio },
    { key: 'overVanilla', title: says.overVanilla, text: ratio },
    { key: 'dispatches', title: says.dispatches, text: perToken },
    { key: 'submits', title: says.submits, text: perToken },
    { key: 'buffers', title: says.buffers, text: perToken },
    { key: 'bits', title: says.bits },
    { key: 'rounds', title: says.rounds },
  ];
};

/** Texts written, beside other runtimes on the same weights; null where none were. */
export function throughputTable(index: ResultsIndex): ResultTable | null {
  const { decode } = index;
  if (!decode) return null;
  return {
    id: 'throughput',
    title: t().speed.throughput.title,
    question: t().speed.throughput.question,
    columns: columns(),
    rows: decode.sessions.flatMap((session, s) =>
      session.rows.flatMap((row) => {
        const shipped = member(index, row.member);
        if (!shipped) return [];
        return [
          {
            key: [s, row.engine, row.way, row.member, row.batch, row.prompt].join('-'),
            kind: kindOf(shipped),
            run: runOf(shipped),
            cells: {
              who: writerName(row, decode.versions),
              model: modelName(shipped),
              backend: deviceName(session),
              threads: row.threads,
              batch: row.batch,
              prompt: row.prompt,
              prefill: row.prefillMs.median,
              token: row.tokenMs.median,
              quartiles: t().speed.throughput.between(ms(row.tokenMs.low), ms(row.tokenMs.high)),
              rate: row.tokensPerSecond,
              overOwn: row.overOwn,
              overVanilla: row.overVanilla,
              dispatches: row.work?.dispatches ?? null,
              submits: row.work?.submits ?? null,
              buffers: row.work?.buffers ?? null,
              bits: row.weightBits,
              rounds: row.rounds,
            },
          },
        ];
      }),
    ),
    notes: notes(decode),
  };
}

/** A backend, and the adapter where there is one. */
export function deviceName({
  backend,
  adapter,
  software,
}: Pick<Session, 'backend' | 'adapter' | 'software'>): string {
  return t().speed.device(backend, adapter, software);
}

const NAMES = {
  'mor-explorer': 'MoR Explorer',
  'onnxruntime-web': 'onnxruntime-web',
  'jax-js': 'jax-js',
} as const;
const PACKAGES: { readonly [engine in Written['engine']]?: string } = {
  tfjs: '@tensorflow/tfjs-core',
  'onnxruntime-web': 'onnxruntime-web',
  'jax-js': '@jax-js/jax',
};

/** “onnxruntime-web 1.30.0, graph capture”. */
export function writerName(
  { engine, way }: Pick<Written, 'engine' | 'way'>,
  versions: DecodeBench['versions'],
): string {
  const { writer, onTfjs } = t().speed;
  const name = engine === 'tfjs' ? onTfjs : NAMES[engine];
  return writer(name, versions[PACKAGES[engine] ?? ''] ?? null, way);
}

function notes({ machine, sessions, versions }: DecodeBench): string[] {
  const says = t().speed.throughput;
  const software = sessions.find((session) => session.software);
  const hosts = [...new Set(sessions.map(({ host }) => host))];
  const loads = sessions.map(({ load }) => load.toFixed(1));
  const refused = sessions.flatMap(({ backend, refused }) =>
    refused.map((each) =>
      says.refusal(writerName(each, versions), backend, each.member, each.batch, each.reason),
    ),
  );
  return [
    says.note(machine.cores, machine.cpu, hosts, loads),
    says.oneDevice,
    ...(software?.adapter ? [says.software(software.adapter)] : []),
    ...(refused.length > 0 ? [says.refused(refused)] : []),
  ];
}
