import { describe, expect, it } from 'vitest';
import { createFakeEngine } from '../workers/clients/fake';
import { fakeManifest } from '../workers/clients/fake-trace';
import type { BackendReport } from '../workers/engine';
import { Superseded } from '../workers/limiter';
import { type Change, changeOf, createCausality } from './causality';
import { DEFAULT_SETTINGS } from './settings';

const BACKEND: BackendReport = {
  backend: 'cpu',
  adapter: null,
  software: false,
  threads: null,
  attempts: [],
};

async function desk() {
  const engine = createFakeEngine();
  await engine.start('cpu');
  const store = createCausality(engine);
  const state = () => store.getState();
  const runs = () => engine.calls.filter((call) => call.startsWith('run '));
  return { engine, store, state, runs };
}

function change(after: string, changes: Partial<Change> = {}): Change {
  return {
    models: { mor: 'nano/mor-expert', vanilla: 'nano/vanilla' },
    kvCache: undefined,
    before: 'The cat sat',
    after,
    backend: BACKEND,
    ...changes,
  };
}

describe('comparing', () => {
  it('reads both texts under both rules, and with vanilla, one run after another', async () => {
    const { store, state, runs } = await desk();
    state().compare(change('The cat ran'));
    expect(state().status).toBe('running');
    await store.whenIdle();
    expect(state().status).toBe('ready');
    expect(runs()).toEqual([
      'run nano/mor-expert The cat sat',
      'run nano/mor-expert The cat ran',
      'run nano/mor-expert The cat sat',
      'run nano/mor-expert The cat ran',
      'run nano/vanilla The cat sat',
      'run nano/vanilla The cat ran',
    ]);
    const { topk, threshold, vanilla } = state().comparison!;
    expect([topk.before.rule, threshold.before.rule]).toEqual(['topk', 'threshold']);
    expect(vanilla?.after.tokens.at(-1)?.text).toBe(' ran');
  });

  it('keeps what it knows: a changed word costs the runs of the new text alone', async () => {
    const { store, state, runs } = await desk();
    state().compare(change('The cat sat'));
    await store.whenIdle();
    expect(runs()).toHaveLength(3);
    expect(state().comparison!.topk.after).toBe(state().comparison!.topk.before);
    state().compare(change('The cat ran'));
    await store.whenIdle();
    expect(runs()).toHaveLength(6);
  });

  it('runs a mismatched cache where the page does, and vanilla as it is', async () => {
    const { store, state, runs } = await desk();
    state().compare(change('The cat sat', { kvCache: 'recursive_sharing' }));
    await store.whenIdle();
    expect(runs()).toEqual([
      'run nano/mor-expert The cat sat (recursive_sharing)',
      'run nano/mor-expert The cat sat (recursive_sharing)',
      'run nano/vanilla The cat sat',
    ]);
  });

  it('lets the newest change win, and drops what comes late', async () => {
    const { engine, store, state, runs } = await desk();
    const release = engine.hold('run nano/mor-expert The cat sat');
    state().compare(change('The cat ran'));
    state().compare(change('The cat ate'));
    release();
    await store.whenIdle();
    expect(state().comparison!.change.after).toBe('The cat ate');
    expect(runs()).not.toContain('run nano/mor-expert The cat ran');
  });

  it('ends when it is asked for nothing, and keeps what it found', async () => {
    const { engine, store, state } = await desk();
    state().compare(change('The cat ran'));
    await store.whenIdle();
    const release = engine.hold('run nano/mor-expert The cat ate');
    state().compare(change('The cat ate'));
    state().compare(null);
    release();
    await store.whenIdle();
    expect(state().status).toBe('idle');
    expect(state().comparison!.change.after).toBe('The cat ran');
  });

  it('asks a new life of the engine anew', async () => {
    const { store, state, runs } = await desk();
    state().compare(change('The cat sat'));
    await store.whenIdle();
    state().compare(change('The cat sat', { backend: { ...BACKEND } }));
    await store.whenIdle();
    expect(runs()).toHaveLength(6);
  });
});

describe('a failure', () => {
  it('is told, and tried again', async () => {
    const { engine, store, state } = await desk();
    engine.failNext('run nano/mor-expert The cat ran', 'E-OUT-OF-MEMORY');
    state().compare(change('The cat ran'));
    await store.whenIdle();
    expect(state()).toMatchObject({ status: 'failed', comparison: null, error: { code: 'E-OUT-OF-MEMORY' } });
    state().retry();
    await store.whenIdle();
    expect(state()).toMatchObject({ status: 'ready', error: null });
  });

  it('is none where a run was dropped', async () => {
    const store = createCausality({ run: () => Promise.reject(new Superseded()) });
    store.getState().compare(change('The cat ran'));
    await store.whenIdle();
    expect(store.getState().status).toBe('running');
  });
});

describe('what the page asks for', () => {
  const page = { manifest: fakeManifest(), settings: DEFAULT_SETTINGS, run: { backend: BACKEND } };

  it('is its text and its models', () => {
    expect(changeOf(page, 'The cat sat on the moon')).toEqual({
      models: { mor: 'nano/mor-expert', vanilla: 'nano/vanilla' },
      kvCache: undefined,
      before: DEFAULT_SETTINGS.text,
      after: 'The cat sat on the moon',
      backend: BACKEND,
    });
    const mismatched = { ...page, settings: { ...DEFAULT_SETTINGS, servedCache: 'other' as const } };
    expect(changeOf(mismatched, '')?.kvCache).toBe('recursive_sharing');
  });

  it('is nothing without a text, without models and without an engine', () => {
    expect(changeOf({ ...page, settings: { ...DEFAULT_SETTINGS, text: '' } }, '')).toBeNull();
    expect(changeOf({ ...page, manifest: null }, 'a')).toBeNull();
    expect(changeOf({ ...page, run: { backend: null } }, 'a')).toBeNull();
    expect(changeOf({ ...page, settings: { ...DEFAULT_SETTINGS, model: 'base' } }, 'a')).toBeNull();
  });
});
