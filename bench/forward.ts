import { join } from 'node:path';
import { type Backend, type BackendName, openBackend } from '../model/backend';
import { traceFlops } from '../model/cost';
import { analyze, loadModel, type Model } from '../model/model';
import { readModelFolder } from '../model/testing/fixtures';
import { nodeBackendOptions } from '../model/testing/node-backends';
import type { Trace } from '../model/trace';
import { medianRatio, spread } from './statistics';

/**
 * Time of a forward pass against its FLOPs, every shipped member against the vanilla one: does skipping really skip?
 * Runs are interleaved, so that whatever else the machine does meets all members alike. In Node.
 */
export interface ForwardRequest {
  /** Folder of a family. */
  readonly models: string;
  readonly members: readonly string[];
  readonly backend: BackendName;
  /** That our kernels on WASM compute on. */
  readonly threads: number;
  /** Tokens of a text. */
  readonly lengths: readonly number[];
  readonly runs: number;
}

/** A member may take this much more of vanilla's time than of its executed FLOPs. */
export const TARGET = 1.1;
const BASELINE = 'vanilla';
/** The selection rule: its shares are the capacities whatever the weights. */
export const RULE = 'topk';

interface Row {
  readonly member: string;
  readonly tokens: number;
  /** Median of the runs, and the shortest. */
  readonly ms: number;
  readonly bestMs: number;
  readonly executedFlops: number;
  readonly honestFlops: number;
  /** To vanilla at the same length: the median over the rounds of the two runs' ratio. */
  readonly timeRatio: number;
  readonly flopsRatio: number;
  /** timeRatio / flopsRatio; the target is at most TARGET. */
  readonly quotient: number;
  /** The same by the shortest runs, which the rest of the machine disturbed least. */
  readonly bestQuotient: number;
}

interface BackendResult {
  readonly backend: BackendName;
  readonly adapter: string | null;
  readonly software: boolean;
  readonly threads: number;
  readonly runs: number;
  readonly rows: readonly Row[];
}

export async function benchForward({
  models,
  members,
  backend: name,
  threads,
  lengths,
  runs,
}: ForwardRequest) {
  const backend = await openBackend(name, await nodeBackendOptions(name, threads));
  const loaded = members.map((id) => loadModel(backend, id, readModelFolder(join(models, id))));
  const result = await benchBackend(backend, loaded, lengths, runs);
  process.stdout.write(table(result));
  for (const model of loaded) model.dispose();
  backend.dispose();
  return result;
}

async function benchBackend(
  { name, adapter, software, kernels }: Backend,
  models: readonly Model[],
  lengths: readonly number[],
  runs: number,
): Promise<BackendResult> {
  const rows: Row[] = [];
  for (const tokens of lengths) rows.push(...(await benchLength(models, tokens, runs)));
  return { backend: name, adapter, software, threads: kernels?.threads ?? 1, runs, rows };
}

/** Rounds of one run a member; the first round warms up and is not counted. */
async function benchLength(models: readonly Model[], tokens: number, runs: number): Promise<Row[]> {
  const times = new Map<string, number[]>(models.map(({ id }) => [id, []]));
  const traces = new Map<string, Trace>();
  for (let round = 0; round <= runs; round++) {
    for (const model of models) {
      const { trace } = await analyze(model, { ids: ids(tokens, model.config.vocabSize), rule: RULE });
      if (round > 0) times.get(model.id)!.push(trace.ms);
      traces.set(model.id, trace);
    }
  }
  const flops = (id: string) => traceFlops(traces.get(id)!, 'executed').total;
  const baseTimes = times.get(BASELINE)!;
  return models.map(({ id }) => {
    const own = times.get(id)!;
    const flopsRatio = flops(id) / flops(BASELINE);
    const timeRatio = medianRatio(own, baseTimes);
    return {
      member: id,
      tokens,
      ms: spread(own).median,
      bestMs: Math.min(...own),
      executedFlops: flops(id),
      honestFlops: traceFlops(traces.get(id)!, 'honest').total,
      timeRatio,
      flopsRatio,
      quotient: timeRatio / flopsRatio,
      bestQuotient: Math.min(...own) / Math.min(...baseTimes) / flopsRatio,
    };
  });
}

/** Any text costs the same under top-k. */
function ids(tokens: number, vocabSize: number): number[] {
  return Array.from({ length: tokens }, (_, t) => (t * 37 + 11) % vocabSize);
}

function table({ backend, adapter, software, threads, runs, rows }: BackendResult): string {
  const device = adapter ? ` on ${adapter}${software ? ' (software)' : ''}` : '';
  const lines = [
    `${backend}${device}, threads ${threads}, ${runs} runs; quotient = time ratio / FLOPs ratio, target at most ${TARGET}`,
    'member              tokens       ms     best  MFLOPs   time  FLOPs  quotient  by best',
    ...rows.map((row) =>
      [
        row.member.padEnd(20),
        String(row.tokens).padStart(5),
        row.ms.toFixed(1).padStart(9),
        row.bestMs.toFixed(1).padStart(9),
        (row.executedFlops / 1e6).toFixed(1).padStart(8),
        row.timeRatio.toFixed(3).padStart(7),
        row.flopsRatio.toFixed(3).padStart(7),
        row.quotient.toFixed(3).padStart(10),
        row.bestQuotient.toFixed(3).padStart(9),
      ].join(''),
    ),
  ];
  return `${lines.join('\n')}\n\n`;
}
