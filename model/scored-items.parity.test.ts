import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Backend, openBackend } from './backend';
import { analyze, loadModel, type Model } from './model';
import { readModelFolder } from './testing/fixtures';
import { nodeBackendOptions } from './testing/node-backends';
import type { SelectionRule } from './trace';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Candidate {
  readonly ids: readonly number[];
  /** The last so many ids are scored, given those before. */
  readonly scored: number;
  /** UTF-8 bytes of the scored text, the space before it not among them. */
  readonly bytes: number;
}

/** What the evaluation harness made of the items with one model; everything one an item. */
interface ScoredBy {
  readonly id: string;
  /** SHA-256 of `model.safetensors`. */
  readonly weights: string;
  /** Log-likelihood of each candidate, in nats. */
  readonly nats: readonly (readonly number[])[];
  readonly choice: readonly number[];
  /** The choice by log-likelihood a byte. */
  readonly normalisedChoice: readonly number[];
}

/** Written by training/evaluation/agreement.py. */
interface ScoredItems {
  readonly rule: SelectionRule;
  /** Nats a scored token by which implementations may differ. */
  readonly tolerance: number;
  readonly items: readonly (readonly Candidate[])[];
  readonly members: readonly ScoredBy[];
}

const FIXTURE: ScoredItems = JSON.parse(
  readFileSync(join(ROOT, 'model', 'fixtures', 'scored-items.json'), 'utf8'),
);

describe('scored items on wasm', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await openBackend('wasm', await nodeBackendOptions('wasm'));
  });
  afterAll(() => backend.dispose());

  test('are a few hundred', () => {
    expect(FIXTURE.items.length).toBeGreaterThan(200);
  });

  test.each(FIXTURE.members)('$id: what the evaluation harness computed', async (theirs) => {
    const files = readModelFolder(join(ROOT, 'public', 'models', 'nano', theirs.id));
    const hash = createHash('sha256').update(files['model.safetensors']).digest('hex');
    expect(hash, 'the fixture is of other weights: write it anew').toBe(theirs.weights);
    const model = loadModel(backend, theirs.id, files);
    let furthest = 0;
    const choices: number[] = [];
    const normalised: number[] = [];
    for (const [i, item] of FIXTURE.items.entries()) {
      const nats: number[] = [];
      for (const [k, candidate] of item.entries()) {
        nats.push(await logLikelihood(model, candidate));
        furthest = Math.max(furthest, Math.abs(nats[k]! - theirs.nats[i]![k]!) / candidate.scored);
      }
      choices.push(likeliest(nats));
      normalised.push(likeliest(nats.map((value, k) => value / item[k]!.bytes)));
    }
    expect(furthest).toBeLessThan(FIXTURE.tolerance);
    expect(choices).toEqual(theirs.choice);
    expect(normalised).toEqual(theirs.normalisedChoice);
    model.dispose();
  });
});

/** ln p of the scored ids, in nats. */
async function logLikelihood(model: Model, { ids, scored }: Candidate): Promise<number> {
  const { trace } = await analyze(model, { ids, rule: FIXTURE.rule });
  return -trace.nll.slice(-scored).reduce((sum, value) => sum + value, 0);
}

/** The first of the largest. */
function likeliest(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}
