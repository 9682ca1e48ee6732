import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, openBackend } from '../../model/backend';
import { analyze, loadModel, type Model } from '../../model/model';
import { readModelFolder } from '../../model/testing/fixtures';
import { nodeBackendOptions } from '../../model/testing/node-backends';
import type { SelectionRule } from '../../model/trace';
import { effectsOf } from './effects';
import { EXAMPLES, type Example } from './examples';
import { placeOf, withWord, wordsOf } from './words';

/** The changes that are offered show what they say they show, with the model that is shipped. */

let backend: Backend;
let model: Model;

beforeAll(async () => {
  backend = await openBackend('wasm', await nodeBackendOptions('wasm'));
  model = loadModel(backend, 'nano/mor-expert', readModelFolder('public/models/nano/mor-expert'));
}, 60_000);

afterAll(() => {
  model.dispose();
  backend.dispose();
});

async function pairOf({ text, changeAt, changeTo }: Example, rule: SelectionRule) {
  const words = wordsOf(text);
  const after = withWord(text, words[placeOf(words, changeAt)], changeTo);
  const trace = async (of: string) => (await analyze(model, { text: of, rule, readouts: true })).trace;
  return { before: await trace(text), after: await trace(after) };
}

describe.each(EXAMPLES)('$id', (example) => {
  it('flips earlier tokens under top-k and none under threshold', async () => {
    const topk = effectsOf(await pairOf(example, 'topk'));
    const threshold = effectsOf(await pairOf(example, 'threshold'));
    expect(topk.flips).toBeGreaterThanOrEqual(2);
    expect(topk.mostMoved).toBeGreaterThan(0.01);
    expect(threshold).toMatchObject({ flips: 0, turned: 0, mostMoved: 0 });
  });
});

const SAYS: { readonly [id: string]: (pair: Awaited<ReturnType<typeof pairOf>>) => void } = {
  place: (pair) => {
    expect(pair.after.tokens.length).toBe(pair.before.tokens.length);
    expect(directions(pair)).toEqual(new Set(['deeper']));
  },
  longer: (pair) => {
    expect(pair.after.tokens.length).toBeGreaterThan(pair.before.tokens.length);
    expect(pair.after.depth[0]).toBeGreaterThan(pair.before.depth[0]!);
  },
  shorter: (pair) => {
    expect(pair.after.tokens.length).toBeLessThan(pair.before.tokens.length);
    expect(directions(pair)).toEqual(new Set(['shallower']));
  },
  loss: (pair) => {
    const { before, after } = effectsOf(pair).loss!;
    expect(before - after).toBeGreaterThan(0.01);
  },
};

function directions(pair: Awaited<ReturnType<typeof pairOf>>) {
  const changed = effectsOf(pair).tokens.filter(({ depth }) => depth.before !== depth.after);
  return new Set(changed.map(({ depth }) => (depth.after > depth.before ? 'deeper' : 'shallower')));
}

it.each(EXAMPLES)('$id: what its lesson says is so', async (example) => {
  SAYS[example.id]!(await pairOf(example, 'topk'));
});
