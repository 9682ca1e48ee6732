import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Backend, type BackendName, openBackend } from '../backend';
import { analyze, loadModel, type Model } from '../model';
import type { RecursionTrace } from '../trace';
import {
  FIXTURE_KINDS,
  type Fixture,
  fixtures,
  type ReferenceCase,
  type ReferenceRecursion,
} from './fixtures';
import { nodeBackendOptions } from './node-backends';

/** Holds every fixture against the PyTorch reference on one backend: logits, depths, decisions. */
export function describeParity(name: BackendName, tolerance: number): void {
  let backend: Backend;
  beforeAll(async () => {
    backend = await openBackend(name, await nodeBackendOptions(name));
  });
  afterAll(() => backend.dispose());

  for (const kind of FIXTURE_KINDS) {
    describe.each(fixtures(kind))(`${kind} $name`, (fixture) => {
      let model: Model;
      beforeAll(() => {
        model = loadModel(backend, fixture.name, fixture.files);
      });
      afterAll(() => model.dispose());

      test.each(fixture.cases)('$name', async (reference) => {
        await compare(model, fixture, reference, tolerance);
      });
    });
  }
}

async function compare(model: Model, fixture: Fixture, reference: ReferenceCase, tolerance: number) {
  const { ids, rule, kvCache } = reference;
  const { trace, logits } = await analyze(model, { ids, rule, kvCache });
  expect([...trace.depth]).toEqual(reference.depth);
  reference.recursions.forEach((recursion, r) => {
    compareRecursion(trace.recursions[r]!, recursion, tolerance);
  });
  expect(largestDifference(logits, fixture.logits(reference.name))).toBeLessThan(tolerance);
  expect(Math.abs(trace.loss! - reference.nll)).toBeLessThan(tolerance);
  if (reference.text !== undefined) {
    expect(model.tokenizer.encode(reference.text).map(({ id }) => id)).toEqual(reference.ids);
  }
}

function compareRecursion(ours: RecursionTrace, reference: ReferenceRecursion, tolerance: number): void {
  expect([...ours.candidates]).toEqual(reference.candidates);
  expect([...ours.selected]).toEqual(reference.selected);
  if (reference.logits) {
    expect(largestDifference(ours.routerLogits, reference.logits)).toBeLessThan(tolerance);
  } else {
    expect([...ours.scores]).toEqual(reference.scores);
  }
  if (ours.gates.length > 0) {
    const place = new Map(reference.candidates.map((position, at) => [position, at]));
    const gates = reference.selected.map((position) => reference.gates[place.get(position)!]!);
    expect(largestDifference(ours.gates, gates)).toBeLessThan(tolerance);
  }
}

/** Infinite where the lengths differ or a number is missing. */
export function largestDifference(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < ours.length; i++) {
    const difference = Math.abs(ours[i]! - theirs[i]!);
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return largest;
}
