/**
 * Runs the shipped models on every preset with the default switches, and on every page that a lesson shows, and writes what they
 * did to `public/traces/`, for the time before a visitor's weights are there and for browsers that cannot compute. Computes on WASM.
 *
 *     npm run traces
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LESSONS } from '../lessons/lessons';
import { openBackend } from '../model/backend';
import { analyze, type Model } from '../model/model';
import { nodeBackendOptions } from '../model/testing/node-backends';
import { shippedModels } from '../model/testing/shipped-models';
import { encodeTrace } from '../model/trace-json';
import { resolveMember, selectionRule } from '../store/members';
import { PRESETS } from '../store/presets';
import { DEFAULT_SETTINGS } from '../store/settings';
import type { RecordedIndex } from '../workers/clients/recorded';
import { type ManifestMember, parseManifest } from '../workers/manifest';
import { type Recording, recordingsOf } from './lib/recordings';

const PUBLIC = join(dirname(fileURLToPath(import.meta.url)), '..', 'public');
/** Largest file written, bytes: it is fetched before anything else is seen. */
const MAX_BYTES = 150_000;
const DIGITS = 5;

async function main(): Promise<void> {
  const manifest = parseManifest(JSON.parse(await readFile(join(PUBLIC, 'models/index.json'), 'utf8')));
  const backend = await openBackend('wasm', await nodeBackendOptions('wasm'));
  const modelOf = shippedModels(backend);
  const weights: Record<string, string> = {};
  const open = (member: ManifestMember | null): Model => {
    if (member === null) throw new Error('the manifest lacks a model of these switches');
    weights[member.path] = member.files['model.safetensors'].sha256;
    return modelOf(member.path);
  };

  const folder = join(PUBLIC, 'traces');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const recordings = recordingsOf(PRESETS, Object.values(LESSONS));
  for (const { id, text, settings } of recordings) {
    const members = resolveMember(manifest, { ...DEFAULT_SETTINGS, ...settings });
    const traces = {
      mor: await record(open(members.mor), text, settings.rule),
      recursive: await record(open(members.recursive), text, settings.rule),
      vanilla: await record(open(members.vanilla), text, settings.rule),
    };
    const json = JSON.stringify({ version: 1, traces }, shorter);
    if (json.length > MAX_BYTES) throw new Error(`${id}.json has ${json.length} bytes, over ${MAX_BYTES}`);
    await writeFile(join(folder, `${id}.json`), `${json}\n`);
    console.log(`traces/${id}.json  ${json.length} bytes`);
  }
  const index: RecordedIndex = {
    version: 1,
    weights,
    presets: recordings.map((recording) => ({ ...recording, file: `${recording.id}.json` })),
  };
  await writeFile(join(folder, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
}

async function record(model: Model, text: string, rule: Recording['settings']['rule']): Promise<unknown> {
  const request = { text, rule: selectionRule(rule), readouts: true };
  await analyze(model, request); // so that the milliseconds are not those of a first run
  const { trace } = await analyze(model, request);
  return encodeTrace(trace);
}

/** Numbers to five significant digits: more than any picture shows. */
function shorter(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isInteger(value)) return value;
  return Number(value.toPrecision(DIGITS));
}

await main();
