import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BackendName } from '../model/backend';
import { benchBatching } from './batching';
import { runInBrowser } from './browser/run';
import { buildBenchSite } from './browser/site';
import { benchExits } from './exits';
import { SessionFile } from './file';
import { benchForward, RULE, TARGET } from './forward';
import { nodeHost } from './node-host';
import { PROFILES, type Profile, SOFTWARE } from './profiles';
import { runSession, type SessionRequest, type SessionSize, type TextRow } from './session';

const HELP = `npm run bench -- [--quick] [--parts forward,decode,batching,exits] [--backends wasm,cpu,webgpu] [--batches 1,8,32]
  [--models public/models/nano] [--members vanilla,mor-expert] [--lengths 16] [--runs 5] [--node] [--out public/results]

forward   time of a forward pass against its FLOPs, each member against vanilla (in Node)
decode    reading a prompt and writing on, batch 1, 8 and 32, beside onnxruntime-web, jax-js and plain tfjs on the same
          weights (in a headless browser; with --node in Node, where WebGPU is Dawn's and has no peers)
batching  continuous depth-wise batching against continuous batching of the vanilla model (in Node)
exits     three ways past the recursions that a token does not reach, where the device decides (in Node, WebGPU)

Writes a bench-<part>.json of each; then run npm run results. What is measured takes the
place of the same backend's and batch's figures, others stay; on another machine or with other versions all go.
--quick takes a quarter of an hour on two cores. --batches: texts at once (decode) or slots (batching). --lengths:
tokens of a prompt (decode) or text (forward). --runs: rounds, at least. A software adapter is given less, and says so.
The machine should do nothing else: the load before each session is written down.
`;

const BASELINE = 'vanilla';
const PARTS = { forward, decode, batching, exits };
type Part = keyof typeof PARTS;

interface Options {
  readonly profile: Profile;
  readonly software: typeof SOFTWARE;
  readonly models: string;
  /** The baseline first. */
  readonly members: readonly string[];
  readonly backends: readonly BackendName[];
  /** Null for those of the profile. */
  readonly batches: readonly number[] | null;
  readonly inNode: boolean;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      parts: { type: 'string', default: Object.keys(PARTS).join() },
      backends: { type: 'string', default: 'wasm,cpu,webgpu' },
      batches: { type: 'string' },
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
  const lengths = values.lengths?.split(',').map(Number);
  const runs = values.runs === undefined ? undefined : Number(values.runs);
  const options: Options = {
    profile: adjusted(PROFILES[named], lengths, runs),
    software: mapValues(SOFTWARE, (size) => resized(size, lengths, runs)),
    models: values.models,
    members: [BASELINE, ...members.filter((id) => id !== BASELINE)],
    backends: values.backends.split(',') as BackendName[],
    batches: values.batches?.split(',').map(Number) ?? null,
    inNode: values.node,
  };
  mkdirSync(values.out, { recursive: true });
  for (const part of values.parts.split(',') as Part[]) {
    console.log(`${part}, ${named}`);
    const surroundings = surroundingsOf(values.models);
    const file = join(values.out, `bench-${part}.json`);
    await PARTS[part](options, (about) => new SessionFile(file, { ...surroundings, ...about }));
    console.log(`${file}\n`);
  }
}

/** Opens the part's file; `about` is said in it of all its sessions. */
type Open = (about: object) => SessionFile;

/** What is said of every session. */
function begun(key: readonly (string | number)[]) {
  const load = loadavg()[0]!;
  console.log(`${key.join(', ')}, load ${load.toFixed(2)}`);
  return { key: key.join(' '), date: new Date().toISOString(), command: command(), load };
}

function command(): string {
  return ['npm run bench', ...process.argv.slice(2)].join(' ').replace('bench ', 'bench -- ');
}

async function forward({ profile, models, members, backends }: Options, open: Open) {
  const file = open({ rule: RULE, target: TARGET });
  // A page that is given the CPU alone is slow and says so; its time against FLOPs is nobody's question.
  for (const backend of backends.filter((name) => name !== 'cpu')) {
    const { lengths, runs } = profile.forward;
    for (const threads of threadsOn(backend)) {
      const session = begun(threads === 1 ? [backend] : [backend, `threads ${threads}`]);
      const request = { models, members, backend, threads, lengths, runs: runs[backend] };
      file.put({ ...session, ...(await benchForward(request)) });
    }
  }
}

/** How many to measure with: one, and on WASM as many as there are cores. */
function threadsOn(backend: BackendName): readonly number[] {
  const cores = availableParallelism();
  return backend === 'wasm' && cores > 1 ? [1, cores] : [1];
}

/** Each session in a process or page of its own. There may be threads only where the page is isolated. */
async function decode(
  { profile, software, models, members, backends, batches, inNode }: Options,
  open: Open,
) {
  if (!inNode) await buildBenchSite(models, BASELINE);
  const file = open({});
  const { batches: all, ...size } = profile.decode;
  const requests = backends.flatMap((backend) =>
    all[backend].filter(isAsked(batches)).flatMap((batch) =>
      (inNode ? [1] : threadsOn(backend)).map(
        (threads): SessionRequest => ({
          size,
          software: software[batch]!,
          backend,
          batch,
          members: threads === 1 ? members : [BASELINE],
          threads,
        }),
      ),
    ),
  );
  for (const request of requests) {
    const { backend, batch, threads } = request;
    const session = begun([inNode ? 'Node' : 'Chromium', backend, `${batch} at once`, `threads ${threads}`]);
    const result = inNode
      ? { ...(await runSession(request, nodeHost(models))), host: `Node ${process.version}` }
      : await runInBrowser(request);
    process.stdout.write(result.rows.map(line).join(''));
    file.put({ ...session, backend, ...result });
  }
}

async function batching({ profile, models, members, backends, batches }: Options, open: Open) {
  const file = open({});
  const { slots: all, ...size } = profile.batching;
  for (const backend of backends.filter((name) => name !== 'cpu')) {
    for (const slots of all[backend].filter(isAsked(batches))) {
      const session = begun([backend, `${slots} slots`]);
      file.put({ ...session, ...(await benchBatching({ ...size, models, members, backend, slots })) });
    }
  }
}

async function exits({ profile, models, backends }: Options, open: Open) {
  if (!backends.includes('webgpu')) return;
  const file = open({});
  const session = begun(['webgpu']);
  file.put({ ...session, ...(await benchExits({ ...profile.exits, models, backend: 'webgpu' })) });
}

function isAsked(batches: readonly number[] | null) {
  return (batch: number) => batches?.includes(batch) ?? true;
}

function adjusted(profile: Profile, lengths: number[] | undefined, runs: number | undefined): Profile {
  const { forward, decode, batching, exits } = profile;
  return {
    forward: {
      lengths: lengths ?? forward.lengths,
      runs: mapValues(forward.runs, (own) => runs ?? own),
    },
    decode: { ...decode, ...resized(decode, lengths, runs) },
    batching: { ...batching, rounds: runs ?? batching.rounds },
    exits: { ...exits, rounds: runs ?? exits.rounds },
  };
}

function resized<Size extends SessionSize>(
  size: Size,
  lengths: number[] | undefined,
  runs: number | undefined,
): Size {
  const rounds = runs === undefined ? size.rounds : { least: runs, most: runs, seconds: 0 };
  return { ...size, lengths: lengths ?? size.lengths, rounds };
}

function mapValues<Key extends string | number, Value>(
  record: Readonly<Record<Key, Value>>,
  of: (value: Value) => Value,
): Record<Key, Value> {
  const entries = Object.entries<Value>(record).map(([key, value]) => [key, of(value)]);
  return Object.fromEntries(entries) as Record<Key, Value>;
}

function surroundingsOf(models: string) {
  return {
    version: 1,
    family: basename(models),
    date: new Date().toISOString(),
    command: command(),
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
