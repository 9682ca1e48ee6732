import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Backend, openBackend } from '../backend';
import { Writing } from '../generate';
import { analyze, loadModel } from '../model';
import { likeliestAt } from '../testing/decoding';
import { readModelFolder } from '../testing/fixtures';
import { nodeBackendOptions } from '../testing/node-backends';

const NANO = fileURLToPath(new URL('../../public/models/nano/', import.meta.url));
const LENGTH = 200;

let backend: Backend;
beforeAll(async () => {
  backend = await openBackend('wasm', await nodeBackendOptions('wasm'));
});
afterAll(() => backend.dispose());

test.each(['vanilla', 'mor-expert', 'mor-token-shared'])(
  '%s writes what one tfjs pass over the text finds likeliest',
  async (member) => {
    const model = loadModel(backend, member, readModelFolder(join(NANO, member)));
    const greedy = { rule: 'threshold', temperature: 0, topK: 0, topP: 1, seed: 1 } as const;
    const { writing, prompt, promptDepth } = await Writing.begin(model, {
      text: 'Once upon a time',
      ...greedy,
    });
    const ids = prompt.map(({ id }) => id);
    const depth = [...promptDepth];
    const probabilities: number[] = [];
    while (ids.length < LENGTH) {
      const step = await writing.next();
      ids.push(step.token.id);
      probabilities.push(step.probability);
      if (step.end !== null) break;
      depth.push(step.depth);
    }
    writing.dispose();
    expect(ids.length).toBeGreaterThan(50);

    const { trace, logits } = await analyze(model, { ids, rule: 'threshold' });
    expect([...trace.depth].slice(0, depth.length)).toEqual(depth);
    const likeliest = ids.map((_, place) => likeliestAt(logits, place, model.config.vocabSize));
    expect(likeliest.slice(prompt.length - 1, -1)).toEqual(ids.slice(prompt.length));
    probabilities.forEach((probability, i) => {
      expect(-Math.log(probability)).toBeCloseTo(trace.nll[prompt.length - 1 + i]!, 3);
    });
    model.dispose();
  },
);
