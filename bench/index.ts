import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BackendName } from '../model/backend';
import { benchBatching } from './batching';
import { runInBrowser } from './browser/run';
import { buildBenchSite } from './browser/site';
import { benchForward } from './forward';
import { nodeHost } from './node-host';
import { PROFILES, type Profile } from './profiles';
import { runSession, type SessionRequest, type TextRow } from './session';

const HELP = `npm run bench -- [--quick] [--parts forward,decode,batching] [--backends wasm,webgpu,cpu]
  [--models public/models/nano] [--members vanilla,mor-expert] [--lengths 16] [--runs 5] [--node] [--out public/results]

forward   time of a forward pass against its FLOPs, each member against vanilla (in Node)
decode    reading a prompt and writing on, batch 1, 8 and 32, beside onnxruntime-web, jax-js and plain tfjs on the same
          weights (in a headless browser; with --node in Node, where WebGPU is Dawn's and has no peers)
batching  continuous depth-wise batching against continuous batching of the vanilla model (in Node, WASM)

Writes bench-forward.json, bench-decode.json and bench-batching.json; then run npm run results.
--quick takes about ten minutes on two cores. --lengths: tokens of a prompt (decode) or text (forward).
--runs: rounds, at least. The machine should do nothing else: the load before each part is written down.
`;

const BASELINE = 'vanilla';
const PARTS = { forward, decode, batching };
type Part = keyof typeof PARTS;

interface Options {
  readonly profile: Profile;
  readonly models: string;
  /** The baseline first. */
  readonly members: readonly string[];
  readonly backends: readonly BackendName[];
  readonly inNode: boolean;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      parts: { type: 'string', default: Object.keys(PARTS).join() },
      backends: { type: 'string', default: 'wasm,webgpu,cpu' },
      models: { type: 'string', default: 'public/models/nano' },
      members: { type: 'string' },
      lengths: { type: 'string' },
      runs: { type: 'string' },
      node: { type: 'boolean', default: false },
      out: { type: 'string', default: 'public/results' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const members = values.members?.split(',') ?? readdirSync(values.models).sort();
  if (!members.includes(BASELINE))
    throw new Error(`${BASELINE} must be among the members: all is compared with it`);
  const named = values.quick ? 'quick' : 'full';
  const options: Options = {
    profile: adjusted(
      PROFILES[named],
      values.lengths?.split(',').map(Number),
      values.runs && Number(values.runs),
    ),
    models: values.models,
    members: [BASELINE, ...members.filter((id) => id !== BASELINE)],
    backends: values.backends.split(',') as BackendName[],
    inNode: values.node,
  };
  mkdirSync(values.out, { recursive: true });
  for (const part of values.parts.split(',') as Part[]) {
    console.log(`${part}, ${named}`);
    const surroundings = surroundingsOf(values.models, named);
    const file = join(values.out, `bench-${part}.json`);
    await PARTS[part](options, (results) => {
      writeFileSync(file, `${JSON.stringify({ ...surroundings, ...results }, null, 1)}\n`);
    });
    console.log(`${file}\n`);
  }
}

/** Writes what there is so far into the part's file. */
type Save = (results: object) => void;

async function forward({ profile, models, members, backends }: Options, save: Save) {
  // A page that is given the CPU alone is slow and says so; its time against FLOPs is nobody's question.
  const asked = backends.filter((name) => name !== 'cpu');
  save(await benchForward({ ...profile.forward, models, members, backends: asked }));
}

/** Each session in a process or page of its own. Peers may have threads only where the page is isolated. */
async function decode({ profile, models, members, backends, inNode }: Options, save: Save) {
  if (!inNode) await buildBenchSite(models, BASELINE);
  const cores = availableParallelism();
  const requests = backends.flatMap((backend) =>
    profile.decode.batches[backend].flatMap((batch): SessionRequest[] => {
      const request = { ...profile.decode, backend, batch, members, threads: 1 };
      if (backend !== 'wasm' || inNode || cores === 1) return [request];
      return [request, { ...request, members: [BASELINE], threads: cores }];
    }),
  );
  const sessions = [];
  for (const request of requests) {
    const { backend, batch, threads } = request;
    const load = loadavg()[0]!;
    console.log(`${backend}, ${batch} at once, threads ${threads}, load ${load.toFixed(2)}`);
    const session = inNode
      ? { ...(await runSession(request, nodeHost(models))), host: `Node ${process.version}` }
      : await runInBrowser(request);
    process.stdout.write(session.rows.map(line).join(''));
    sessions.push({ backend, load, ...session });
    save({ sessions });
  }
}

async function batching({ profile, models, members }: Options, save: Save) {
  save(await benchBatching({ ...profile.batching, models, members, backend: 'wasm' }));
}

function adjusted(profile: Profile, lengths: number[] | undefined, runs: number | '' | undefined): Profile {
  const { forward, decode, batching } = profile;
  const least = runs || undefined;
  return {
    forward: {
      lengths: lengths ?? forward.lengths,
      runs: least ? { wasm: least, webgpu: least, cpu: least } : forward.runs,
    },
    decode: {
      ...decode,
      lengths: lengths ?? decode.lengths,
      rounds: least ? { least, most: least, seconds: 0 } : decode.rounds,
    },
    batching: { ...batching, rounds: least ?? batching.rounds },
  };
}

function surroundingsOf(models: string, profile: 'quick' | 'full') {
  return {
    version: 1,
    family: basename(models),
    date: new Date().toISOString(),
    command: `npm run bench${profile === 'quick' ? ' -- --quick' : ''}`,
    machine: {
      cpu: cpus()[0]!.model,
      cores: availableParallelism(),
      /** Processes that wanted a core in the minute before: above the number of cores, times say little. */
      load: loadavg()[0],
      node: process.version,
    },
    versions: Object.fromEntries(
      ['@tensorflow/tfjs-core', 'onnxruntime-web', '@jax-js/jax'].map((name) => [
        name,
        JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version as string,
      ]),
    ),
  };
}

function line(row: TextRow): string {
  const { engine, way, member, batch, prompt, rounds, prefillMs, tokenMs, tokensPerSecond, work } = row;
  const ratio = (value: number | null) => (value === null ? '' : value.toFixed(2)).padStart(7);
  return `${[
    `  ${`${engine} ${way}`.padEnd(32)} ${member.padEnd(18)}`,
    String(batch).padStart(3),
    String(prompt).padStart(4),
    String(rounds).padStart(4),
    prefillMs.median.toFixed(2).padStart(9),
    tokenMs.median.toFixed(3).padStart(9),
    tokensPerSecond.toFixed(0).padStart(7),
    ratio(row.overOwn),
    ratio(row.overVanilla),
    work ? ` ${work.dispatches} dispatches, ${work.submits} submits, ${work.buffers} buffers` : '',
  ].join(' ')}\n`;
}

/** Dawn keeps Node alive, so the process ends itself. */
main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`, () => process.exit(1));
  },
);
