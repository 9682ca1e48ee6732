import { describe, expect, it, vi } from 'vitest';
import { FIRST, fakePage, settle, shown, withoutWaiting, words } from './fake-page';
import { TYPING_MS } from './runner';
import { comparable } from './selection';

withoutWaiting();

describe('the start', () => {
  it('shows the recorded trace first and swaps to live by itself', async () => {
    const { engine, store, state } = fakePage();
    const go = engine.hold('start');
    store.start();
    await vi.advanceTimersByTimeAsync(1);
    expect(state().run).toMatchObject({ status: 'loading', recorded: true, backend: null });
    expect(shown(store)).toEqual(words(FIRST));
    go();
    await settle(store);
    expect(state().run).toMatchObject({ status: 'ready', recorded: false, error: null });
    expect(state().run.backend?.backend).toBe('cpu');
    expect(state().run.traces.mor?.backend).toBe('cpu');
  });

  it('loads and runs the MoR model before its baselines', async () => {
    const { engine, store } = fakePage();
    store.start();
    await settle(store);
    expect(engine.calls.filter((call) => /^(load|run)/.test(call))).toEqual([
      'load nano/mor-expert',
      `run nano/mor-expert ${FIRST}`,
      'load nano/recursive',
      'load nano/vanilla',
      `run nano/recursive ${FIRST}`,
      `run nano/vanilla ${FIRST}`,
    ]);
  });

  it('shows the MoR trace while its baselines are still on their way', async () => {
    const { engine, store, state } = fakePage({ recorded: false });
    engine.hold('load nano/recursive');
    store.start();
    await vi.advanceTimersByTimeAsync(1);
    expect(state().run.status).toBe('running');
    expect(shown(store)).toEqual(words(FIRST));
    expect(shown(store, 'vanilla')).toBeNull();
  });

  it('reads the address, and says what it did not understand', async () => {
    const { store, state } = fakePage({ search: '?text=Hello+there&routing=token&recursions=9' });
    store.start();
    await settle(store);
    expect(state().settings).toMatchObject({ text: 'Hello there', routing: 'token', recursions: 3 });
    expect(
      state()
        .notices.map((notice) => notice.message())
        .join(),
    ).toContain('recursions=9');
    expect(state().run.traces.mor?.model).toBe('nano/mor-token');
  });

  it('takes a link to an untrained combination to the nearest one', async () => {
    const { store, state } = fakePage({ search: '?routing=random&cache=shared&model=base' });
    store.start();
    await settle(store);
    expect(state().settings).toMatchObject({ routing: 'random', cache: 'recursion-wise', model: 'nano' });
    expect(state().notices.map((notice) => notice.id)).toContain('nearest');
    expect(state().run.status).toBe('ready');
  });

  it('starts again after it was stopped, as React does in strict mode', async () => {
    const { store, state } = fakePage();
    store.start()();
    store.start();
    await settle(store);
    expect(state().run.status).toBe('ready');
  });

  it('is not idle before it was started', async () => {
    const { store } = fakePage();
    let idle = false;
    store.whenIdle().then(() => {
      idle = true;
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(idle).toBe(false);
    store.start();
    await settle(store);
    expect(idle).toBe(true);
  });
});

describe('typing', () => {
  it('gathers key strokes and runs the newest text', async () => {
    const { engine, store } = fakePage();
    store.start();
    await settle(store);
    const before = engine.calls.length;
    for (const text of ['A', 'A d', 'A do', 'A dog']) store.getState().set({ text });
    await vi.advanceTimersByTimeAsync(TYPING_MS - 1);
    expect(engine.calls.length).toBe(before);
    await settle(store);
    expect(engine.calls.slice(before).filter((call) => call.startsWith('run'))).toEqual([
      'run nano/mor-expert A dog',
      'run nano/recursive A dog',
      'run nano/vanilla A dog',
    ]);
  });

  it('times the three in turn once they are in view, and not when something newer is wanted', async () => {
    const { engine, store, state } = fakePage();
    store.start();
    await settle(store);
    const timings = () => engine.calls.filter((call) => call.startsWith('time') && call.endsWith('dog'));
    const release = engine.hold('time');
    state().set({ text: 'A dog' });
    await vi.advanceTimersByTimeAsync(TYPING_MS + 1);
    expect(state().run).toMatchObject({ status: 'ready', timedRuns: 1 });
    expect(timings()).toEqual(['time nano/mor-expert A dog']);
    state().set({ text: 'A bird' });
    await vi.advanceTimersByTimeAsync(TYPING_MS + 1);
    release();
    await settle(store);
    expect(timings()).toHaveLength(1);
    expect(state().run.timedRuns).toBeGreaterThan(1);
  });

  it('runs while a key is held down', async () => {
    const { engine, store } = fakePage();
    store.start();
    await settle(store);
    const before = engine.calls.length;
    for (let i = 1; i <= 10; i++) {
      store.getState().set({ text: 'a'.repeat(i) });
      await vi.advanceTimersByTimeAsync(TYPING_MS / 2);
    }
    expect(engine.calls.length).toBeGreaterThan(before + 6);
  });

  it('never shows a trace that a newer text made stale', async () => {
    const { engine, store, state } = fakePage();
    store.start();
    await settle(store);
    const release = engine.hold('run nano/mor-expert old');
    state().set({ text: 'old words' });
    await vi.advanceTimersByTimeAsync(TYPING_MS);
    state().set({ text: 'new words' });
    await vi.advanceTimersByTimeAsync(TYPING_MS + 1);
    expect(shown(store)).toEqual(['new', ' words']);
    release();
    await settle(store);
    expect(shown(store)).toEqual(['new', ' words']);
    expect(engine.calls).not.toContain('run nano/recursive old words');
  });

  it('keeps the previous traces in view and offers a baseline only for the same tokens', async () => {
    const { engine, store, state } = fakePage();
    store.start();
    await settle(store);
    const release = engine.hold('run nano/recursive');
    state().set({ text: 'Three new words' });
    await vi.advanceTimersByTimeAsync(TYPING_MS + 1);
    expect(shown(store)).toEqual(['Three', ' new', ' words']);
    expect(shown(store, 'recursive')).toEqual(words(FIRST));
    expect(comparable(state().run, 'recursive')).toBeNull();
    release();
    await settle(store);
    expect(comparable(state().run, 'recursive')).not.toBeNull();
  });

  it('is empty without text, and runs again with some', async () => {
    const { store, state } = fakePage();
    store.start();
    await settle(store);
    state().set({ text: '' });
    await settle(store);
    expect(state().run).toMatchObject({
      status: 'empty',
      traces: { mor: null, recursive: null, vanilla: null },
    });
    state().set({ text: 'Hi' });
    await settle(store);
    expect(state().run.status).toBe('ready');
  });

  it('cuts a text that is too long and says so', async () => {
    const { store, state } = fakePage();
    store.start();
    await settle(store);
    state().set({ text: 'a'.repeat(30_000) });
    expect(state().settings.text.length).toBe(20_000);
    expect(state().notices.map((notice) => notice.id)).toEqual(['text-cap', 'link-text']);
    state().dismiss('text-cap');
    expect(state().notices.map((notice) => notice.id)).toEqual(['link-text']);
  });
});
