import { describe, expect, it, vi } from 'vitest';
import { fakeManifest } from '../workers/clients/fake-trace';
import { FIRST, fakePage, settle, shown, withoutWaiting, words } from './fake-page';
import { TYPING_MS } from './runner';

withoutWaiting();

describe('a failure', () => {
  it('goes on once with the next backend when the device is lost, text and settings kept', async () => {
    const { engine, store, state } = fakePage({ search: '?backend=webgpu&text=Keep+me' });
    store.start();
    await settle(store);
    engine.die('E-DEVICE-LOST');
    await settle(store);
    expect(engine.calls.filter((call) => call.startsWith('start'))).toEqual(['start webgpu', 'start wasm']);
    expect(state().settings).toMatchObject({ text: 'Keep me', backend: 'webgpu' });
    expect(state().run).toMatchObject({ status: 'ready', error: null, recorded: false });
    expect(state().run.traces.mor?.backend).toBe('wasm');
    expect(
      state()
        .notices.find((notice) => notice.id === 'restart')
        ?.message(),
    ).toContain('WASM');
  });

  it('starts a killed thread again on the same backend, also in the middle of a run', async () => {
    const { engine, store, state } = fakePage({ search: '?backend=wasm' });
    store.start();
    await settle(store);
    engine.hold('run nano/mor-expert A');
    state().set({ text: 'A b' });
    await vi.advanceTimersByTimeAsync(TYPING_MS);
    const release = engine.hold('start');
    engine.die('E-WORKER');
    await vi.advanceTimersByTimeAsync(1);
    expect(state().run.status).toBe('loading');
    expect(shown(store)).toEqual(words(FIRST));
    expect(engine.calls.filter((call) => call.startsWith('start'))).toEqual(['start wasm', 'start wasm']);
    release();
  });

  it('moves down the chain when memory runs out in a run', async () => {
    const { engine, store, state } = fakePage({ search: '?backend=webgpu' });
    engine.failNext('run nano/vanilla', 'E-OUT-OF-MEMORY');
    store.start();
    await settle(store);
    expect(engine.calls.filter((call) => call.startsWith('start'))).toEqual(['start webgpu', 'start wasm']);
    expect(state().run.status).toBe('ready');
  });

  it('gives up after the second failure, keeps recorded traces, and retries on demand', async () => {
    const { engine, store, state } = fakePage({ search: '?backend=webgpu' });
    engine.failNext('run nano/mor-expert', 'E-DEVICE-LOST');
    engine.failNext('start wasm', 'E-WORKER');
    store.start();
    await settle(store);
    expect(state().run).toMatchObject({ status: 'ready', recorded: true, error: { code: 'E-WORKER' } });
    expect(state().notices.map((notice) => notice.id)).toContain('recorded');

    state().set({ text: 'Never recorded' });
    await settle(store);
    expect(state().run).toMatchObject({ status: 'failed', error: { code: 'E-WORKER' } });

    state().retry();
    await settle(store);
    expect(state().run).toMatchObject({ status: 'ready', recorded: false, error: null });
    expect(shown(store)).toEqual(['Never', ' recorded']);
  });

  it('keeps the recorded traces where no backend works', async () => {
    const { engine, store, state } = fakePage();
    engine.failNext('start', 'E-BACKEND');
    store.start();
    await settle(store);
    expect(state().run).toMatchObject({ status: 'ready', recorded: true, error: { code: 'E-BACKEND' } });
    state().retry();
    await settle(store);
    expect(state().run).toMatchObject({ status: 'ready', recorded: false });
  });

  it('a model that cannot be fetched fails the run and is asked for again by retry', async () => {
    const { engine, store, state } = fakePage();
    engine.failNext('load nano/mor-expert', 'E-WEIGHTS-TRUNCATED');
    store.start();
    await settle(store);
    expect(state().run).toMatchObject({
      status: 'failed',
      recorded: true,
      error: { code: 'E-WEIGHTS-TRUNCATED' },
      progress: {},
    });
    state().retry();
    await settle(store);
    expect(state().run).toMatchObject({ status: 'ready', recorded: false, error: null });
  });

  it('a baseline that cannot be fetched does not keep the others away', async () => {
    const { engine, store, state } = fakePage({ recorded: false });
    engine.failNext('load nano/recursive', 'E-WEIGHTS-MISSING');
    store.start();
    await settle(store);
    expect(state().run).toMatchObject({ status: 'failed', error: { code: 'E-WEIGHTS-MISSING' } });
    expect(state().run.traces.mor).not.toBeNull();
    expect(state().run.traces.recursive).toBeNull();
    expect(state().run.traces.vanilla).not.toBeNull();
  });

  it('a list of models that cannot be fetched is asked for again', async () => {
    let fail = true;
    const { store, state } = fakePage({
      manifest: async () => {
        if (fail) throw new Error('nothing there');
        return fakeManifest();
      },
    });
    store.start();
    await settle(store);
    expect(state().run).toMatchObject({ status: 'failed', recorded: true, error: { code: 'E-INTERNAL' } });
    fail = false;
    state().retry();
    await settle(store);
    expect(state().run.status).toBe('ready');
  });

  it('shows the progress of models on their way only', async () => {
    const { engine, store, state } = fakePage();
    const seen: string[] = [];
    engine.onProgress(() => {
      seen.push(...Object.values(state().run.progress).map((each) => `${each.model} ${each.phase}`));
    });
    store.start();
    await settle(store);
    expect(seen).toContain('nano/mor-expert download');
    expect(state().run.progress).toEqual({});
  });
});
