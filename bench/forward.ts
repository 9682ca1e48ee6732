import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { version_core } from '@tensorflow/tfjs-core';
import { type Backend, type BackendName, openBackend } from '../model/backend';
import { traceFlops } from '../model/cost';
import { analyze, loadModel, type Model } from '../model/model';
import { readModelFolder } from '../model/testing/fixtures';
import { nodeBackendOptions } from '../model/testing/node-backends';
import type { Trace } from '../model/trace';
import { median } from './median';

/**
 * Time of a forward pass against its FLOPs, every shipped member against the vanilla one: does skipping really skip?
 * Runs are interleaved, so that whatever else the machine does meets all members alike.
 */
const HELP = `npm run bench -- [--models public/models/nano] [--backends wasm,webgpu] [--lengths 32,256]
  [--runs 60] [--webgpu-runs 2] [--out public/results/bench-forward.json]
`;

/** A member may take this much more of vanilla's time than of its executed FLOPs. */
const TARGET = 1.1;
const BASELINE = 'vanilla';
/** The selection rule: its shares are the capacities whatever the weights. */
const RULE = 'topk';

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
  readonly runs: number;
  readonly rows: readonly Row[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      models: { type: 'string', default: 'public/models/nano' },
      backends: { type: 'string', default: 'wasm,webgpu' },
      lengths: { type: 'string', default: '32,256' },
      runs: { type: 'string', default: '60' },
      'webgpu-runs': { type: 'string', default: '2' },
      out: { type: 'string', default: 'public/results/bench-forward.json' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const lengths = values.lengths.split(',').map(Number);
  const results: BackendResult[] = [];
  for (const name of values.backends.split(',') as BackendName[]) {
    const backend = await openBackend(name, await nodeBackendOptions(name));
    const runs = Number(name === 'webgpu' ? values['webgpu-runs'] : values.runs);
    const result = await benchBackend(backend, resolve(values.models), lengths, runs);
    process.stdout.write(table(result));
    results.push(result);
  }
  mkdirSync(dirname(values.out), { recursive: true });
  writeFileSync(values.out, `${JSON.stringify({ ...surroundings(values.models), results }, null, 1)}\n`);
}

async function benchBackend(
  backend: Backend,
  folder: string,
  lengths: readonly number[],
  runs: number,
): Promise<BackendResult> {
  const members = readdirSync(folder).sort();
  const models = members.map((id) => loadModel(backend, id, readModelFolder(join(folder, id))));
  const rows: Row[] = [];
  for (const tokens of lengths) rows.push(...(await benchLength(models, tokens, runs)));
  for (const model of models) model.dispose();
  return { backend: backend.name, adapter: backend.adapter, software: backend.software, runs, rows };
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
    const timeRatio = median(own.map((ms, round) => ms / baseTimes[round]!));
    return {
      member: id,
      tokens,
      ms: median(own),
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

function surroundings(models: string): object {
  return {
    version: 1,
    what: 'time of a forward pass against its FLOPs, each member against vanilla',
    family: basename(models),
    date: new Date().toISOString(),
    command: 'npm run bench',
    rule: RULE,
    target: TARGET,
    machine: {
      cpu: cpus()[0]!.model,
      cores: availableParallelism(),
      /** Processes that wanted a core in the minute before: above the number of cores, times say little. */
      load: loadavg()[0],
      node: process.version,
      tfjs: version_core,
    },
  };
}

function table({ backend, adapter, software, runs, rows }: BackendResult): string {
  const device = adapter ? ` on ${adapter}${software ? ' (software)' : ''}` : '';
  const lines = [
    `${backend}${device}, ${runs} runs; quotient = time ratio / FLOPs ratio, target at most ${TARGET}`,
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

/** Dawn keeps Node alive, so the process ends itself. */
main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`, () => process.exit(1));
  },
);
