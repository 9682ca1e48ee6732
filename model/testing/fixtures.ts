import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KvCacheType } from '../config';
import type { ModelFiles } from '../model';
import { openSafetensors } from '../safetensors';
import type { SelectionRule } from '../trace';
import { bytesOf, byteTokenizer } from './random-model';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FIXTURES = join(ROOT, 'model', 'fixtures');

/** One recursion as the PyTorch reference decided it; values are one a candidate. */
export interface ReferenceRecursion {
  readonly candidates: readonly number[];
  readonly selected: readonly number[];
  readonly logits: readonly number[] | null;
  readonly scores: readonly number[];
  readonly gates: readonly number[];
}

/** One run of the PyTorch reference (training/fixtures.py). */
export interface ReferenceCase {
  readonly name: string;
  readonly rule: SelectionRule;
  /** The cache it ran under, where that is not the model's own. */
  readonly kvCache?: KvCacheType;
  readonly ids: readonly number[];
  readonly depth: readonly number[];
  readonly nll: number;
  readonly recursions: readonly ReferenceRecursion[];
  readonly text?: string;
}

/** A model with texts that the trainer ran on it, and what it computed. */
export interface Fixture {
  readonly name: string;
  readonly files: ModelFiles;
  readonly cases: readonly ReferenceCase[];
  /** (tokens, vocabSize) by name of the case. */
  logits(name: string): Float32Array;
}

/** Small random models, shipped checkpoints, and random models under the cache that is not their own. */
export const FIXTURE_KINDS = ['random', 'trained', 'mismatched'] as const;
export type FixtureKind = (typeof FIXTURE_KINDS)[number];

/** Every fixture there is; throws where there is none, so that a test cannot pass for want of one. */
export function fixtures(kind: FixtureKind): Fixture[] {
  const folder = join(FIXTURES, kind);
  const names = readdirSync(folder).sort();
  if (names.length === 0) throw new Error(`no fixtures in ${folder}; write them with training/fixtures.py`);
  return names.map((name) => {
    const trained = kind === 'trained';
    const models = trained ? join(ROOT, 'public', 'models', 'nano') : join(FIXTURES, 'random');
    const expected = openSafetensors(readFileSync(join(folder, name, 'expected.safetensors')));
    return {
      name,
      files: (trained ? readModelFolder : filesOfRandomModel)(join(models, name)),
      cases: JSON.parse(readFileSync(join(folder, name, 'cases.json'), 'utf8')).cases,
      logits: (of) => expected.read(expected.entries.find((entry) => entry.name === of)!).data,
    };
  });
}

/** The files of a model that runs in Node. */
export function readModelFolder(folder: string): ModelFiles {
  const file = (name: keyof ModelFiles) => new Uint8Array(readFileSync(join(folder, name)));
  return {
    'config.json': file('config.json'),
    'tokenizer.json': file('tokenizer.json'),
    'model.safetensors': file('model.safetensors'),
  };
}

/** Random models are run on ids and have no tokenizer of their own; they are given one of bytes. */
function filesOfRandomModel(folder: string): ModelFiles {
  const file = (name: string) => new Uint8Array(readFileSync(join(folder, name)));
  return {
    'config.json': file('config.json'),
    'tokenizer.json': bytesOf(byteTokenizer()),
    'model.safetensors': file('model.safetensors'),
  };
}
