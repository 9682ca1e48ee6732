import { describe, expect, it } from 'vitest';
import { traceFlops } from '../model/cost';
import { breathe } from '../model/testing/breathe';
import { createFakeEngine } from '../workers/clients/fake';
import { fakeManifest, fakeTrace } from '../workers/clients/fake-trace';
import type { FakeWriting } from '../workers/clients/fake-writing';
import { createGeneration } from './generation';
import { DEFAULT_SETTINGS } from './settings';
import { changesSince, type Source, sourceOf, wholeText } from './source';
import type { AppState } from './state';
import { FAKE_SOURCE, ONE_LIFE } from './testing';
import { endOf } from './written';

function desk(writes: FakeWriting = {}) {
  const engine = createFakeEngine(writes);
  const page = { source: { ...FAKE_SOURCE } as Source | null };
  const store = createGeneration({ generator: engine, lives: ONE_LIFE, source: () => page.source });
  const lengths = () =>
    (['mor', 'vanilla'] as const).map((role) => store.getState().written[role]?.steps.length ?? null);
  return { engine, page, store, state: () => store.getState(), lengths };
}

function withChoices(choices: Partial<Source['choices']>): Source {
  return { ...FAKE_SOURCE, choices: { ...FAKE_SOURCE.choices, ...choices } };
}

describe('writing', () => {
  it('writes as many tokens as asked with both models and frees both', async () => {
    const { engine, store, state, lengths } = desk();
    state().write();
    expect(state().status).toBe('opening');
    await store.whenIdle();
    expect(state().status).toBe('finished');
    expect(lengths()).toEqual([8, 8]);
    expect(engine.writings.size).toBe(0);
    expect(engine.calls.slice(0, 4)).toEqual([
      'open nano/mor-expert The cat',
      'open nano/vanilla The cat',
      'next 1',
      'next 2',
    ]);
  });

  it('goes on with one where the other ended its text', async () => {
    const { store, state, lengths } = desk({ ends: { 'nano/vanilla': 2 } });
    state().write();
    await store.whenIdle();
    expect(lengths()).toEqual([8, 3]);
    expect(endOf(state().written.vanilla)).toBe('end-of-text');
    expect(wholeText(state().basis!, state().written.vanilla!)).toBe('The cat sat one');
  });

  it('finishes early where neither can go on', async () => {
    const { engine, store, state, lengths } = desk({ context: 5 });
    state().write();
    await store.whenIdle();
    expect(state().status).toBe('finished');
    expect(lengths()).toEqual([3, 3]);
    expect(endOf(state().written.mor)).toBe('context-full');
    expect(engine.writings.size).toBe(0);
  });

  it('writes alone where the family has no vanilla model', async () => {
    const { page, store, state, lengths } = desk();
    page.source = { ...FAKE_SOURCE, models: { mor: 'nano/mor-expert', vanilla: null } };
    state().write();
    await store.whenIdle();
    expect(lengths()).toEqual([8, null]);
    expect(state().status).toBe('finished');
  });

  it('does nothing while the models are not there', async () => {
    const { engine, page, state } = desk();
    page.source = null;
    state().write();
    state().step();
    expect(state().status).toBe('idle');
    expect(engine.calls).toEqual([]);
  });
});

describe('pause, step and stop', () => {
  it('pauses in mid-stream: the round under way is kept, no other is asked for', async () => {
    const { engine, store, state, lengths } = desk();
    const release = engine.hold('next 2');
    state().write();
    await breathe();
    expect(lengths()).toEqual([1, 0]);
    state().pause();
    expect(state().status).toBe('paused');
    release();
    await store.whenIdle();
    expect(state().status).toBe('paused');
    expect(lengths()).toEqual([1, 1]);
    expect(engine.writings.size).toBe(2);
    state().resume();
    await store.whenIdle();
    expect(lengths()).toEqual([8, 8]);
  });

  it('goes on without a second stream where pause and resume come inside one round', async () => {
    const { engine, store, state } = desk();
    const release = engine.hold('next 1');
    state().write();
    await breathe();
    state().pause();
    state().resume();
    expect(state().status).toBe('writing');
    release();
    await store.whenIdle();
    expect(engine.calls.filter((line) => line === 'next 1')).toHaveLength(8);
  });

  it('pauses while the prompt is read', async () => {
    const { store, state, lengths } = desk();
    state().write();
    state().pause();
    await store.whenIdle();
    expect(state().status).toBe('paused');
    expect(lengths()).toEqual([0, 0]);
  });

  it('steps one token of each, from the beginning and after', async () => {
    const { store, state, lengths } = desk();
    state().step();
    await store.whenIdle();
    expect(lengths()).toEqual([1, 1]);
    expect(state().status).toBe('paused');
    state().step();
    state().step();
    await store.whenIdle();
    expect(lengths()).toEqual([3, 3]);
  });

  it('stops at once, keeps what was written and frees both', async () => {
    const { engine, store, state, lengths } = desk();
    state().step();
    await store.whenIdle();
    const release = engine.hold('next 1');
    state().resume();
    await breathe();
    state().stop();
    expect(state().status).toBe('stopped');
    release();
    await store.whenIdle();
    expect(lengths()).toEqual([1, 1]);
    expect(engine.writings.size).toBe(0);
  });

  it('stops while the models are opened', async () => {
    const { engine, store, state } = desk();
    const release = engine.hold('open nano/vanilla');
    state().write();
    await breathe();
    state().stop();
    expect(state().status).toBe('idle');
    release();
    await store.whenIdle();
    expect(engine.writings.size).toBe(0);
    expect(state().written.mor).toBeNull();
  });
});

describe('beginning again', () => {
  it('takes the latest where Write is pressed twice, and frees what came too late', async () => {
    const { engine, page, store, state } = desk();
    const release = engine.hold('open nano/mor-expert The cat');
    state().write();
    page.source = { ...FAKE_SOURCE, text: 'A dog' };
    state().write();
    await breathe();
    release();
    await store.whenIdle();
    expect(state().basis?.text).toBe('A dog');
    expect(state().status).toBe('finished');
    expect(engine.writings.size).toBe(0);
  });

  it('drops a token of the text before', async () => {
    const { engine, store, state, lengths } = desk();
    const release = engine.hold('next 1');
    state().write();
    await breathe();
    state().write();
    await breathe();
    release();
    await store.whenIdle();
    expect(lengths()).toEqual([8, 8]);
    expect(engine.writings.size).toBe(0);
  });

  it('keeps the old text until the new prompt is read, also where that fails', async () => {
    const { engine, store, state, lengths } = desk();
    state().write();
    await store.whenIdle();
    engine.failNext('open', 'E-OUT-OF-MEMORY');
    state().write();
    expect(lengths()).toEqual([8, 8]);
    await store.whenIdle();
    expect(state().status).toBe('failed');
    expect(lengths()).toEqual([8, 8]);
  });

  it('writes the same with the same seed and another with another', async () => {
    const { page, store, state } = desk();
    const text = () => wholeText(state().basis!, state().written.mor!);
    const write = async () => {
      state().write();
      await store.whenIdle();
      return text();
    };
    const first = await write();
    expect(await write()).toBe(first);
    page.source = withChoices({ seed: 77 });
    expect(await write()).not.toBe(first);
  });
});

describe('failures', () => {
  it('keeps what was written, frees both and says why', async () => {
    const { engine, store, state, lengths } = desk();
    state().step();
    await store.whenIdle();
    engine.failNext('next 2', 'E-OUT-OF-MEMORY');
    state().resume();
    await store.whenIdle();
    expect(state().status).toBe('failed');
    expect(state().error).toMatchObject({ code: 'E-OUT-OF-MEMORY' });
    expect(lengths()).toEqual([2, 1]);
    expect(engine.writings.size).toBe(0);
    state().write();
    expect(state().error).toBeNull();
    await store.whenIdle();
    expect(lengths()).toEqual([8, 8]);
  });
});

describe('a full context', () => {
  it('is told, and slides from there to the end of the writing where asked', async () => {
    const { engine, page, store, state, lengths } = desk({ context: 8 });
    page.source = withChoices({ tokens: 12 });
    state().write();
    await store.whenIdle();
    expect(state()).toMatchObject({ status: 'finished', goOn: 'slide' });
    expect(lengths()).toEqual([6, 6]);
    state().slide();
    expect(state()).toMatchObject({ status: 'opening', goOn: null });
    await store.whenIdle();
    expect(state()).toMatchObject({ status: 'finished', goOn: null });
    expect(lengths()).toEqual([12, 12]);
    expect(state().written.mor!.reopened.map(({ why, after }) => [why, after])).toEqual([
      ['slide', 6],
      ['slide', 10],
    ]);
    expect(engine.writings.size).toBe(0);
  });

  it('is not offered to slide where all that was asked for is written', async () => {
    const { page, store, state } = desk({ context: 8 });
    page.source = withChoices({ tokens: 6 });
    state().write();
    await store.whenIdle();
    expect(endOf(state().written.mor)).toBe('context-full');
    expect(state().goOn).toBeNull();
    state().slide();
    expect(state().status).toBe('finished');
  });

  it('of a text that is too long from the first keeps what is in view, and slides where asked', async () => {
    const { page, store, state, lengths } = desk({ context: 8 });
    page.source = withChoices({ tokens: 2 });
    state().write();
    await store.whenIdle();
    page.source = { ...page.source, text: 'one two three four five six seven eight nine' };
    state().write();
    await store.whenIdle();
    expect(state()).toMatchObject({ status: 'failed', goOn: 'slide', error: { code: 'E-CONTEXT' } });
    expect(state().basis?.text).toBe('The cat');
    state().slide();
    await store.whenIdle();
    expect(state()).toMatchObject({ status: 'finished', goOn: null, error: null });
    expect(lengths()).toEqual([2, 2]);
    const { dropped, prompt } = state().written.mor!.opened;
    expect([dropped.length, prompt.length]).toEqual([5, 4]);
  });

  it('is forgotten where another text is begun', async () => {
    const { page, store, state } = desk({ context: 8 });
    page.source = withChoices({ tokens: 12 });
    state().write();
    await store.whenIdle();
    state().step();
    expect(state().goOn).toBeNull();
    await store.whenIdle();
    expect(state().written.mor!.reopened).toEqual([]);
  });
});

describe('what it was written from', () => {
  it('tells a changed text, changed models and changed choices, and loses nothing', async () => {
    const { page, store, state, lengths } = desk();
    state().write();
    await store.whenIdle();
    const changes = () => changesSince(state().basis!, page.source);
    expect(changes()).toEqual([]);
    page.source = { ...FAKE_SOURCE, text: 'The cat sat' };
    expect(changes()).toEqual(['text']);
    const models = { ...FAKE_SOURCE.models, mor: 'nano/mor-token' };
    page.source = { ...withChoices({ temperature: 0.5 }), models };
    expect(changes()).toEqual(['models', 'choices']);
    page.source = { ...FAKE_SOURCE, kvCache: 'recursive_sharing' };
    expect(changes()).toEqual(['models']);
    expect(lengths()).toEqual([8, 8]);
  });

  it('is written by MoR alone under the cache it was not trained with', async () => {
    const { page, engine, store, state } = desk();
    page.source = { ...FAKE_SOURCE, kvCache: 'recursive_sharing' };
    state().write();
    await store.whenIdle();
    expect(engine.calls.filter((call) => call.startsWith('open'))).toEqual([
      'open nano/mor-expert The cat (recursive_sharing)',
      'open nano/vanilla The cat',
    ]);
  });

  it('is the page’s text, models and rule once the engine is there', () => {
    const page = (backend: unknown) =>
      ({
        manifest: fakeManifest(),
        settings: { ...DEFAULT_SETTINGS, rule: 'top-k' },
        run: { backend },
      }) as unknown as AppState;
    expect(sourceOf(page(null))).toBeNull();
    expect(sourceOf(page({}))).toEqual({
      ...FAKE_SOURCE,
      text: DEFAULT_SETTINGS.text,
      rule: 'topk',
      choices: { tokens: 48, temperature: 0.8, topK: 40, topP: 0.95, seed: 1 },
    });
    const mismatched = page({});
    const settings = { ...mismatched.settings, servedCache: 'other' } as const;
    expect(sourceOf({ ...mismatched, settings })?.kvCache).toBe('recursive_sharing');
  });
});

/** What it costs to read a text at once, honest FLOPs. */
function flopsOf(model: string, text: string): number {
  return traceFlops(fakeTrace({ model, text, rule: 'threshold', readouts: false }), 'honest').total;
}

it('is told as plain JSON', async () => {
  const { store, state } = desk({ context: 8 });
  expect(store.report('mor')).toBeNull();
  state().write();
  await store.whenIdle();
  const report = store.report('vanilla')!;
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  expect(report).toMatchObject({
    status: 'finished',
    model: 'nano/vanilla',
    seed: 1,
    end: 'context-full',
    text: 'The cat sat one little there one there',
    prompt: {
      tokens: [
        { text: 'The', depth: 1 },
        { text: ' cat', depth: 1 },
      ],
      flops: flopsOf('nano/vanilla', 'The cat'),
    },
    reopened: [],
  });
  expect(report.generated).toHaveLength(6);
  state().slide();
  await store.whenIdle();
  const newest = state().written.mor!.steps.slice(2, 6);
  const flops = flopsOf('nano/mor-expert', newest.map((step) => step.token.text).join(''));
  expect(store.report('mor')!.reopened).toMatchObject([
    { why: 'slide', after: 6, read: 4, dropped: 4, flops },
  ]);
});

it('pins only a token that was written', async () => {
  const { store, state } = desk();
  state().pin({ role: 'mor', index: 0 });
  expect(state().pinned).toBeNull();
  state().write();
  await store.whenIdle();
  state().pin({ role: 'vanilla', index: 7 });
  expect(state().pinned).toEqual({ role: 'vanilla', index: 7 });
  state().pin({ role: 'vanilla', index: 8 });
  expect(state().pinned).toBeNull();
});
