import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeEngine } from '../workers/clients/fake';
import { fakeManifest, fakeTrace } from '../workers/clients/fake-trace';
import type { RecordedKey, RecordedSet } from '../workers/clients/recorded';
import type { Engine } from '../workers/engine';
import { createMorExplorerHandle } from './handle';
import { TYPING_MS } from './runner';
import { comparable } from './selection';
import { DEFAULT_SETTINGS } from './settings';
import { type AppStore, createAppStore, URL_MS } from './store';

const FIRST = DEFAULT_SETTINGS.text;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A page with a fake engine; the recorder knows the first preset with the default switches. */
function page({ search = '', recorded = true, manifest = async () => fakeManifest() } = {}) {
  const engine = createFakeEngine();
  const address = { value: search, writes: 0 };
  const store = createAppStore({
    engine,
    recorded: { find: async (key) => (recorded ? recordedSet(key) : null) },
    loadManifest: manifest,
    location: {
      search: () => address.value,
      replace: (next) => {
        address.value = next;
        address.writes += 1;
      },
    },
  });
  return { engine, store, address, state: () => store.getState() };
}

function recordedSet(key: RecordedKey): RecordedSet | null {
  const { text, routing, cache, recursions, rule } = key;
  if (text !== FIRST || `${routing} ${cache} ${recursions} ${rule}` !== 'expert recursion-wise 3 threshold')
    return null;
  const trace = (model: string) => fakeTrace({ model, text, rule: 'threshold', readouts: true }, 'wasm');
  return {
    mor: trace('nano/mor-expert'),
    recursive: trace('nano/recursive'),
    vanilla: trace('nano/vanilla'),
  };
}

/** Lets all timers and promises run until nothing is pending. */
async function settle(store: AppStore): Promise<void> {
  let idle = false;
  store.whenIdle().then(() => {
    idle = true;
  });
  while (!idle) await vi.advanceTimersByTimeAsync(1);
}

const words = (text: string) => text.match(/ ?\S+/g);
const shown = (store: AppStore, role: 'mor' | 'recursive' | 'vanilla' = 'mor') =>
  store.getState().run.traces[role]?.tokens.map((token) => token.text) ?? null;

describe('the start', () => {
  it('shows the recorded trace first and swaps to live by itself', async () => {
    const { engine, store, state } = page();
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
    const { engine, store } = page();
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
    const { engine, store, state } = page({ recorded: false });
    engine.hold('load nano/recursive');
    store.start();
    await vi.advanceTimersByTimeAsync(1);
    expect(state().run.status).toBe('running');
    expect(shown(store)).toEqual(words(FIRST));
    expect(shown(store, 'vanilla')).toBeNull();
  });

  it('reads the address, and says what it did not understand', async () => {
    const { store, state } = page({ search: '?text=Hello+there&routing=token&recursions=9' });
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
    const { store, state } = page({ search: '?routing=random&cache=shared&model=base' });
    store.start();
    await settle(store);
    expect(state().settings).toMatchObject({ routing: 'random', cache: 'recursion-wise', model: 'nano' });
    expect(state().notices.map((notice) => notice.id)).toContain('nearest');
    expect(state().run.status).toBe('ready');
  });

  it('starts again after it was stopped, as React does in strict mode', async () => {
    const { store, state } = page();
    store.start()();
    store.start();
    await settle(store);
    expect(state().run.status).toBe('ready');
  });

  it('is not idle before it was started', async () => {
    const { store } = page();
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
    const { engine, store } = page();
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
    const { engine, store, state } = page();
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
    const { engine, store } = page();
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
    const { engine, store, state } = page();
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
    const { engine, store, state } = page();
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
    const { store, state } = page();
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
    const { store, state } = page();
    store.start();
    await settle(store);
    state().set({ text: 'a'.repeat(30_000) });
    expect(state().settings.text.length).toBe(20_000);
    expect(state().notices.map((notice) => notice.id)).toEqual(['text-cap', 'link-text']);
    state().dismiss('text-cap');
    expect(state().notices.map((notice) => notice.id)).toEqual(['link-text']);
  });
});

describe('switches', () => {
  it('run at once, without waiting for more key strokes', async () => {
    const { engine, store, state } = page();
    store.start();
    await settle(store);
    state().set({ routing: 'token' });
    await vi.advanceTimersByTimeAsync(0);
    expect(engine.calls).toContain('load nano/mor-token');
  });

  it('move the other switches where nothing was trained, and say so', async () => {
    const { store, state } = page();
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
    const { engine, store, state } = page();
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
    const { engine, store, state, address } = page({ search: '?servedCache=other' });
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
    const { engine, store, state } = page();
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
    const { engine, store, state } = page();
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
    const { store, state } = page();
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
    const { engine, store, state } = page();
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
    const { store, state } = page();
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
    const { store, state } = page();
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
    const { store, state } = page();
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
    const { store, state } = page();
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
    const { store, state } = page();
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
    const { store, state } = page();
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

describe('failure', () => {
  it('goes on once with the next backend when the device is lost, text and settings kept', async () => {
    const { engine, store, state } = page({ search: '?backend=webgpu&text=Keep+me' });
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
    const { engine, store, state } = page({ search: '?backend=wasm' });
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
    const { engine, store, state } = page({ search: '?backend=webgpu' });
    engine.failNext('run nano/vanilla', 'E-OUT-OF-MEMORY');
    store.start();
    await settle(store);
    expect(engine.calls.filter((call) => call.startsWith('start'))).toEqual(['start webgpu', 'start wasm']);
    expect(state().run.status).toBe('ready');
  });

  it('gives up after the second failure, keeps recorded traces, and retries on demand', async () => {
    const { engine, store, state } = page({ search: '?backend=webgpu' });
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
    const { engine, store, state } = page();
    engine.failNext('start', 'E-BACKEND');
    store.start();
    await settle(store);
    expect(state().run).toMatchObject({ status: 'ready', recorded: true, error: { code: 'E-BACKEND' } });
    state().retry();
    await settle(store);
    expect(state().run).toMatchObject({ status: 'ready', recorded: false });
  });

  it('a model that cannot be fetched fails the run and is asked for again by retry', async () => {
    const { engine, store, state } = page();
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
    const { engine, store, state } = page({ recorded: false });
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
    const { store, state } = page({
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
    const { engine, store, state } = page();
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

describe('the address', () => {
  it('follows the settings, at most once in a while, and keeps what others wrote', async () => {
    const { store, address, state } = page({ search: '?embed=1' });
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
    const { store } = page();
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
