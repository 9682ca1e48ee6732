/**
 * Runs the shipped models on every preset with the default switches and writes what they did to `public/traces/`, for
 * the time before a visitor's weights are there and for browsers that cannot compute. Computes on tfjs' WASM backend.
 *
 *     npm run traces
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Backend, openBackend } from '../model/backend';
import { analyze, loadModel, type Model } from '../model/model';
import { nodeBackendOptions } from '../model/testing/node-backends';
import { encodeTrace } from '../model/trace-json';
import { PRESETS, type Preset } from '../store/presets';
import { DEFAULT_SETTINGS, resolveMember, selectionRule } from '../store/settings';
import type { RecordedIndex } from '../workers/clients/recorded';
import { type ManifestMember, parseManifest } from '../workers/manifest';

const PUBLIC = join(dirname(fileURLToPath(import.meta.url)), '..', 'public');
/** Largest file written, bytes: it is fetched before anything else is seen. */
const MAX_BYTES = 150_000;
const DIGITS = 5;

async function main(): Promise<void> {
  const manifest = parseManifest(JSON.parse(await readFile(join(PUBLIC, 'models/index.json'), 'utf8')));
  const members = resolveMember(manifest, DEFAULT_SETTINGS);
  const backend = await openBackend('wasm', await nodeBackendOptions('wasm'));
  const models = {
    mor: await load(backend, members.mor),
    recursive: await load(backend, members.recursive),
    vanilla: await load(backend, members.vanilla),
  };

  const folder = join(PUBLIC, 'traces');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const preset of PRESETS) {
    const traces = {
      mor: await record(models.mor, preset),
      recursive: await record(models.recursive, preset),
      vanilla: await record(models.vanilla, preset),
    };
    const json = JSON.stringify({ version: 1, traces }, shorter);
    if (json.length > MAX_BYTES)
      throw new Error(`${preset.id}.json has ${json.length} bytes, over ${MAX_BYTES}`);
    await writeFile(join(folder, `${preset.id}.json`), `${json}\n`);
    console.log(`traces/${preset.id}.json  ${json.length} bytes`);
  }
  const { routing, cache, recursions, model, rule } = DEFAULT_SETTINGS;
  const weights = Object.values(members).flatMap((member) =>
    member === null ? [] : [[member.path, member.files['model.safetensors'].sha256]],
  );
  const index: RecordedIndex = {
    version: 1,
    weights: Object.fromEntries(weights),
    presets: PRESETS.map((preset) => ({
      ...preset,
      file: `${preset.id}.json`,
      settings: { routing, cache, recursions, model, rule },
    })),
  };
  await writeFile(join(folder, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
}

async function load(backend: Backend, member: ManifestMember | null): Promise<Model> {
  if (member === null) throw new Error('the manifest lacks a model of the default switches');
  const file = (name: string) => readFile(join(PUBLIC, 'models', member.path, name));
  return loadModel(backend, member.path, {
    'config.json': await file('config.json'),
    'tokenizer.json': await file('tokenizer.json'),
    'model.safetensors': await file('model.safetensors'),
  });
}

async function record(model: Model, preset: Preset): Promise<unknown> {
  const request = { text: preset.text, rule: selectionRule(DEFAULT_SETTINGS.rule), readouts: true };
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
