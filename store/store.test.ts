import { describe, expect, it, vi } from 'vitest';
import type { Engine } from '../workers/engine';
import { FIRST, fakePage, settle, shown, withoutWaiting } from './fake-page';
import { createMorExplorerHandle } from './handle';
import { DEFAULT_SETTINGS } from './settings';
import { URL_MS } from './store';

withoutWaiting();

describe('switches', () => {
  it('run at once, without waiting for more key strokes', async () => {
    const { engine, store, state } = fakePage();
    store.start();
    await settle(store);
    state().set({ routing: 'token' });
    await vi.advanceTimersByTimeAsync(0);
    expect(engine.calls).toContain('load nano/mor-token');
  });

  it('move the other switches where nothing was trained, and say so', async () => {
    const { store, state } = fakePage();
    store.start();
    await settle(store);
    state().set({ recursions: 4 });
    state().set({ cache: 'shared' });
    expect(state().settings).toMatchObject({ cache: 'shared', recursions: 3 });
    expect(
      state()
        .notices.find((notice) => notice.id === 'nearest')
        ?.message(),
    ).toContain('3 recursions');
    state().set({ cache: 'recursion-wise' });
    expect(state().notices).toEqual([]);
  });

  it('the cache that is served runs MoR alone under the other one, live, and is a step of undo', async () => {
    const { engine, store, state } = fakePage();
    store.start();
    await settle(store);
    const before = engine.calls.length;
    state().set({ servedCache: 'other' });
    await settle(store);
    const asked = engine.calls.slice(before);
    expect(asked.filter((call) => call.startsWith('run'))).toEqual([
      `run nano/mor-expert ${FIRST} (recursive_sharing)`,
      `run nano/recursive ${FIRST}`,
      `run nano/vanilla ${FIRST}`,
    ]);
    expect(asked.filter((call) => call.startsWith('time nano/mor')).every((call) => call.endsWith(')'))).toBe(
      true,
    );
    expect(state().run.traces.mor?.config.kvCache).toBe('recursive_sharing');
    expect(createMorExplorerHandle(store).trace()?.cacheMismatch).toEqual({
      trained: 'recursion_wise',
      served: 'recursive_sharing',
    });
    state().undo();
    await settle(store);
    expect(state().run.traces.mor?.config.kvCache).toBe('recursion_wise');
    expect(createMorExplorerHandle(store).trace()?.cacheMismatch).toBeNull();
  });

  it('no recorded trace is shown for a mismatch', async () => {
    const { engine, store, state, address } = fakePage({ search: '?servedCache=other' });
    const release = engine.hold('start');
    store.start();
    await vi.advanceTimersByTimeAsync(1);
    expect(state().run).toMatchObject({ status: 'loading', recorded: false });
    expect(shown(store)).toBeNull();
    release();
    await settle(store);
    expect(state().run.traces.mor?.config.kvCache).toBe('recursive_sharing');
    expect(address.value).toBe('?servedCache=other');
  });

  it('a theme or a view runs nothing and is no step of undo', async () => {
    const { engine, store, state } = fakePage();
    store.start();
    await settle(store);
    const before = engine.calls.length;
    state().set({ theme: 'dark' });
    state().set({ view: 'flow' });
    await settle(store);
    expect(engine.calls.length).toBe(before);
    expect(state().canUndo).toBe(false);
  });

  it('another backend starts the engine again', async () => {
    const { engine, store, state } = fakePage();
    store.start();
    await settle(store);
    state().set({ backend: 'wasm' });
    await settle(store);
    expect(engine.calls.filter((call) => call.startsWith('start'))).toEqual(['start auto', 'start wasm']);
    expect(state().run.backend?.backend).toBe('wasm');
    expect(state().run.traces.vanilla?.backend).toBe('wasm');
    expect(state().run.status).toBe('ready');
  });

  it('another backend keeps the live traces in view until it has its own', async () => {
    const { store, state } = fakePage();
    store.start();
    await settle(store);
    const recorded: boolean[] = [];
    store.subscribe(({ run }) => recorded.push(run.recorded));
    state().set({ backend: 'wasm' });
    await settle(store);
    expect(recorded.length).toBeGreaterThan(3);
    expect(recorded).not.toContain(true);
  });

  it('a chosen backend that does not work is named with its reason', async () => {
    const { engine, store, state } = fakePage();
    const start = engine.start.bind(engine);
    const refusing: Engine = {
      ...engine,
      start: async (choice) => ({
        ...(await start(choice)),
        backend: 'wasm',
        attempts: [
          { backend: 'webgpu', refused: { why: 'no-webgpu' } },
          { backend: 'wasm', refused: null },
        ],
      }),
    };
    Object.assign(engine, refusing);
    store.start();
    await settle(store);
    expect(state().notices).toEqual([]);
    state().set({ backend: 'webgpu' });
    await settle(store);
    expect(
      state()
        .notices.find((notice) => notice.id === 'backend')
        ?.message(),
    ).toBe('WebGPU cannot be used here: this browser does not have it. Running on WASM instead.');
  });
});

describe('undo and reset', () => {
  it('takes back a run of typing in one step', async () => {
    const { store, state } = fakePage();
    store.start();
    await settle(store);
    for (const text of ['A', 'A c', 'A ca', 'A cat']) {
      state().set({ text });
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(5000);
    state().set({ text: 'A cat ran' });
    state().undo();
    expect(state().settings.text).toBe('A cat');
    state().undo();
    expect(state().settings.text).toBe(FIRST);
    expect(state().canUndo).toBe(false);
    state().undo();
    expect(state().settings.text).toBe(FIRST);
  });

  it('takes back each switch on its own', async () => {
    const { store, state } = fakePage();
    store.start();
    await settle(store);
    state().set({ text: 'A' });
    state().set({ routing: 'token' });
    state().set({ text: 'A b' });
    state().undo();
    expect(state().settings).toMatchObject({ text: 'A', routing: 'token' });
    state().undo();
    expect(state().settings).toMatchObject({ text: 'A', routing: 'expert' });
    await settle(store);
    expect(state().run.status).toBe('ready');
  });

  it('reset goes back to the first preset and can be undone', async () => {
    const { store, state } = fakePage();
    store.start();
    await settle(store);
    state().set({ text: 'Other words', routing: 'token', theme: 'dark' });
    await settle(store);
    state().pin(1);
    state().reset();
    await settle(store);
    expect(state().settings).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
    expect(state().selection.pinned).toBeNull();
    state().undo();
    expect(state().settings).toMatchObject({ text: 'Other words', routing: 'token' });
  });

  it('both end at what the page began with, where others prepared it', async () => {
    const { store, state } = fakePage();
    store.start();
    await settle(store);
    state().set({ text: 'From before' });
    state().begin({ text: 'A step', routing: 'token', view: 'flow' }, ['view']);
    expect(state().settings).toMatchObject({ text: 'A step', routing: 'token', view: 'depth' });
    expect(state().canUndo).toBe(false);
    state().set({ text: 'My own', routing: 'expert' });
    state().undo();
    expect(state().settings).toMatchObject({ text: 'A step', routing: 'token' });
    state().set({ text: 'My own', recursions: 2 });
    state().reset();
    expect(state().settings).toMatchObject({ text: 'A step', routing: 'token', recursions: 3, view: 'flow' });
    await settle(store);
  });
});

describe('selection', () => {
  it('keeps to the tokens and recursions there are', async () => {
    const { store, state } = fakePage();
    state().pin(0);
    expect(state().selection.pinned).toBeNull();
    store.start();
    await settle(store);
    state().pin(2);
    state().hover(99);
    state().scrub(3);
    expect(state().selection).toMatchObject({ pinned: 2, recursion: 3 });
    state().scrub(4);
    expect(state().selection.recursion).toBeNull();
  });

  it('keeps a pin while the text before it stays, and drops it otherwise', async () => {
    const { store, state } = fakePage();
    store.start();
    await settle(store);
    state().pin(2);
    state().set({ text: 'The cat sat on the bed' });
    await settle(store);
    expect(state().selection.pinned).toBe(2);
    state().set({ text: 'My cat sat on the bed' });
    await settle(store);
    expect(state().selection.pinned).toBeNull();
  });
});

describe('the address', () => {
  it('follows the settings, at most once in a while, and keeps what others wrote', async () => {
    const { store, address, state } = fakePage({ search: '?embed=1' });
    store.start();
    await settle(store);
    state().set({ routing: 'token' });
    state().set({ text: 'One' });
    state().set({ text: 'One two' });
    await vi.advanceTimersByTimeAsync(URL_MS);
    expect(address).toEqual({ value: '?embed=1&text=One+two&routing=token', writes: 1 });
    state().reset();
    await vi.advanceTimersByTimeAsync(URL_MS);
    expect(address.value).toBe('?embed=1');
  });
});

describe('window.morExplorer', () => {
  it('reads the page', async () => {
    const { store } = fakePage();
    const handle = createMorExplorerHandle(store);
    expect(handle.trace()).toBeNull();
    store.start();
    await settle(store);
    await handle.whenIdle();
    expect(handle.trace()?.model).toBe('nano/mor-expert');
    expect(handle.trace('vanilla')?.model).toBe('nano/vanilla');
    expect(handle.backend()).toBe('cpu');
    expect(JSON.parse(JSON.stringify(handle.trace()))).toEqual(handle.trace());
    expect(handle.trace()?.kvBytes).toBeGreaterThan(0);
  });
});
