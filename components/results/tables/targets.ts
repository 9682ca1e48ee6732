import { least, max } from 'd3-array';
import { t } from '../../../languages/current';
import type { DecodeBench } from '../../../store/results/bench';
import type { ResultsIndex } from '../../../store/results/results-index';
import type { ResultTable } from './table';
import { deviceName, type Written, writerName } from './throughput';

/** What was aimed at, and what came of it. */
interface Target {
  readonly aim: string;
  readonly on: string;
  readonly target: number;
  readonly measured: number;
  /** Whether more is better. */
  readonly atLeast: boolean;
  readonly isBatching?: boolean;
}

/** The targets of speed with what was measured; null where nothing was. */
export function targetsTable(index: ResultsIndex): ResultTable | null {
  const targets = [...forwardTargets(index), ...decodeTargets(index), ...batchingTargets(index)];
  if (targets.length === 0) return null;
  const says = t().speed.targets;
  const figure = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(2));
  return {
    id: 'targets',
    title: says.title,
    question: says.question,
    columns: [
      { key: 'aim', title: says.aim },
      { key: 'on', title: says.on },
      { key: 'target', title: says.target },
      { key: 'measured', title: says.measured, text: figure },
      { key: 'met', title: says.met },
    ],
    rows: targets.map((each) => ({
      key: `${each.aim} ${each.on}`,
      cells: {
        aim: each.aim,
        on: each.on,
        target: (each.atLeast ? says.atLeast : says.atMost)(figure(each.target)),
        measured: each.measured,
        met: isMet(each) ? says.yes : says.no,
      },
    })),
    notes: whyMissed(index, targets),
  };
}

/** Reasons that lie in what was measured on. */
function whyMissed(
  { batching, decode, forward }: ResultsIndex,
  targets: readonly Target[],
): readonly string[] {
  const says = t().speed.targets;
  const missed = targets.filter((each) => !isMet(each));
  const devices = [...(decode?.sessions ?? []), ...(forward?.sessions ?? [])];
  const software = devices.find((each) => each.software && missed.some(({ on }) => on === deviceName(each)));
  const onProcessor = batching?.sessions.filter(({ adapter }) => adapter === null) ?? [];
  const rows = onProcessor.flatMap((session) => session.rows);
  const mostByFlops = max(rows, ({ byFlops }) => byFlops);
  return [
    ...(software?.adapter ? [says.missedOnSoftware(software.adapter)] : []),
    ...(mostByFlops !== undefined && missed.some(({ isBatching }) => isBatching)
      ? [says.missedBatching(mostByFlops.toFixed(2))]
      : []),
  ];
}

const isMet = ({ atLeast, measured, target }: Target) => (atLeast ? measured >= target : measured <= target);

/** Skipping must really skip, on one thread: the member that does worst counts. */
function forwardTargets({ forward }: ResultsIndex): readonly Target[] {
  if (!forward) return [];
  return forward.sessions.flatMap((result) => {
    if (result.threads > 1) return [];
    const longest = max(result.rows, ({ tokens }) => tokens) ?? 0;
    const worst = max(
      result.rows.filter(({ tokens, member }) => tokens === longest && member.startsWith('mor')),
      ({ quotient }) => quotient,
    );
    if (worst === undefined) return [];
    return [
      {
        aim: t().speed.targets.forward(longest),
        on: deviceName(result),
        target: forward.target,
        measured: worst,
        atLeast: false,
      },
    ];
  });
}

function decodeTargets({ decode }: ResultsIndex): readonly Target[] {
  if (!decode) return [];
  return decode.sessions.flatMap((session): Target[] => {
    const on = deviceName(session);
    const alone = session.rows.filter(({ batch }) => batch === 1);
    const shortest = least(alone, ({ prompt }) => prompt)?.prompt;
    const rows = alone.filter(({ prompt }) => prompt === shortest);
    return [...recordingTargets(rows, on), ...againstOnnx(rows, session.backend, on, decode.versions)];
  });
}

/** What a token asks of the device in steady state, by any member. */
function recordingTargets(rows: readonly Written[], on: string): readonly Target[] {
  const own = rows.filter(({ engine }) => engine === 'mor-explorer');
  const most = (of: (row: Written) => number | null | undefined) => max(own, (row) => of(row) ?? undefined);
  const says = t().speed.targets;
  const counted: readonly [aim: string, target: number, measured: number | undefined][] = [
    [says.dispatches, 7, most((row) => row.dispatchesPerLayer)],
    [says.submits, 1, most((row) => row.work?.submits)],
    [says.buffers, 0, most((row) => row.work?.buffers)],
  ];
  return counted.flatMap(([aim, target, measured]) =>
    measured === undefined ? [] : [{ aim, on, target, measured, atLeast: false }],
  );
}

/** Vanilla on the same weights, against the best that can be made of onnxruntime-web. */
function againstOnnx(
  rows: readonly Written[],
  backend: 'webgpu' | 'wasm' | 'cpu',
  on: string,
  versions: DecodeBench['versions'],
): readonly Target[] {
  const peers = rows.filter(({ engine, threads }) => engine === 'onnxruntime-web' && threads === 1);
  const best = least(peers, ({ overOwn }) => overOwn ?? Number.POSITIVE_INFINITY);
  if (best?.overOwn == null) return [];
  const says = t().speed.targets;
  return [
    {
      aim: says.onnx(writerName(best, versions)),
      on: backend === 'wasm' ? says.oneThread(on) : on,
      target: backend === 'webgpu' ? 2 : 1,
      measured: best.overOwn,
      atLeast: true,
    },
  ];
}

/** The paper's best ratios, by recursions. */
const BATCHING = [
  { recursions: 3, target: 1.6 },
  { recursions: 4, target: 2.06 },
] as const;

function batchingTargets({ batching, training }: ResultsIndex): readonly Target[] {
  if (!batching) return [];
  const devices = [...new Set(batching.sessions.map(deviceName))];
  return devices.flatMap((on) =>
    BATCHING.flatMap(({ recursions, target }): Target[] => {
      const members = new Set(
        training.filter((row) => row.group === 'family' && row.recursions === recursions).map(({ id }) => id),
      );
      const rows = batching.sessions
        .filter((session) => deviceName(session) === on)
        .flatMap((session) => session.rows)
        .filter(({ member, policy }) => policy === 'depth' && members.has(member));
      const measured = max(rows, ({ overVanilla }) => overVanilla);
      if (measured === undefined) return [];
      const aim = t().speed.targets.batching(recursions);
      return [{ aim, on, target, measured, atLeast: true, isBatching: true }];
    }),
  );
}
