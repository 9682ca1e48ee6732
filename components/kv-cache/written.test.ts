import { describe, expect, it } from 'vitest';
import { kvEntryBytes } from '../../model/cost';
import type { Trace } from '../../model/trace';
import type { Written } from '../../store/written';
import { fakeTokens, fakeTrace } from '../../workers/clients/fake-trace';
import { fakeWriting } from '../../workers/clients/fake-writing';
import { cacheGrid } from './grid';
import { everyEntry, linkedTo, writtenCache } from './written';

const PROMPT = 'Lily has a red ball';
const request = { text: PROMPT, rule: 'threshold', temperature: 0.8, topK: 40, topP: 0.95, seed: 3 } as const;

async function write(model: string, tokens: number): Promise<Written> {
  const { writing, ...opened } = fakeWriting({ ...request, model });
  const steps = [];
  for (let i = 0; i < tokens; i += 1) steps.push(await writing.next());
  return { opened: { id: 1, ...opened }, steps, reopened: [] };
}

const MODELS = ['mor-expert', 'mor-expert-r2', 'mor-expert-r4', 'mor-expert-shared', 'mor-token-shared'].map(
  (name) => `nano/${name}`,
);

describe.each([...MODELS, 'nano/vanilla'])('the cache of a writing by %s', (model) => {
  it('has, after every token, as many bytes as the cache says are live', async () => {
    const whole = await write(model, 12);
    for (let count = 0; count <= 12; count += 1) {
      const written = { ...whole, steps: whole.steps.slice(0, count) };
      const { cache, live } = writtenCache(written, 'threshold');
      expect(cache.grid.tokens).toBe(whole.opened.prompt.length + count);
      expect(cache.grid.counts.kept * cache.entryBytes).toBe(live);
      expect(live).toBe(count === 0 ? whole.opened.kvBytes : whole.steps[count - 1]!.kvBytes);
    }
  });

  it('reads in every step what the step says it read', async () => {
    const written = await write(model, 12);
    const { cache, prompt, read } = writtenCache(written, 'threshold');
    const entry = kvEntryBytes(written.opened.config, 4);
    expect(cache.grid.reads.slice(prompt).map((entries) => entries * entry)).toEqual(
      written.steps.map((step) => step.kvBytesRead),
    );
    expect(read).toBe(written.steps.at(-1)!.kvBytesRead);
  });

  it('is the grid of the same text read at once', async () => {
    const written = await write(model, 9);
    const text = PROMPT + written.steps.map((step) => step.token.text).join('');
    const trace = fakeTrace({ model, text, rule: 'threshold', readouts: false });
    const { grid } = writtenCache(written, 'threshold').cache;
    const once = cacheGrid(trace);
    expect(grid.rows.map(({ name, entries }) => [name, entries])).toEqual(
      once.rows.map(({ name, entries }) => [name, entries]),
    );
    expect(grid.reads).toEqual(once.reads);
  });
});

it('knows its buffers once a token is written, and what a model without recursion holds of as many', async () => {
  const written = await write('nano/mor-expert', 2);
  expect(writtenCache({ ...written, steps: [] }, 'threshold').allocated).toBeNull();
  const { allocated, live, context } = writtenCache(written, 'threshold');
  expect(allocated).toBeGreaterThan(live);
  expect(context).toBe(written.opened.context);
  const vanilla = await write('nano/vanilla', 2);
  const every = everyEntry(vanilla.opened.config, 7);
  expect(every.grid.counts).toEqual(writtenCache(vanilla, 'threshold').cache.grid.counts);
});

it('is linked with the page as far as both have the same text', async () => {
  const written = await write('nano/mor-expert', 2);
  const page = (text: string) => ({ tokens: fakeTokens(text) }) as unknown as Trace;
  expect(linkedTo(written, page(PROMPT))).toBe(5);
  expect(linkedTo(written, page(`${PROMPT} and more`))).toBe(0);
  expect(linkedTo(written, page('Tom has a red ball'))).toBe(0);
  expect(linkedTo(null, page(PROMPT))).toBe(0);
});
