import { describe, expect, it } from 'vitest';
import { MorError } from '../model/errors';
import { breathe } from '../model/testing/breathe';
import { createFakeEngine } from '../workers/clients/fake';
import { fakeManifest } from '../workers/clients/fake-trace';
import { Superseded } from '../workers/limiter';
import { type BatchSource, batchSourceOf, createBatching, SLOW_MS } from './batching';
import type { Lives } from './lives';
import { DEFAULT_SETTINGS } from './settings';
import type { AppState } from './state';
import { FAKE_SOURCE, ONE_LIFE } from './testing';

const SOURCE: BatchSource = {
  ...FAKE_SOURCE,
  prompts: ['The cat sat', 'A dog'],
  copies: 3,
  slots: 2,
};

function desk(lives = ONE_LIFE) {
  const engine = createFakeEngine();
  const page = { source: SOURCE as BatchSource | null, pace: 'full' as AppState['settings']['pace'] };
  const waits: number[] = [];
  const store = createBatching({
    engine,
    lives,
    source: () => page.source,
    pace: () => page.pace,
    wait: async (ms) => void waits.push(ms),
  });
  const ticks = () =>
    (['mor', 'vanilla'] as const).map((role) => store.getState().runs[role]?.ticks.length ?? null);
  return { engine, page, store, waits, ticks, state: () => store.getState() };
}

/** What was asked of the engine, by its first word. */
const asked = (calls: readonly string[], word: string) => calls.filter((line) => line.startsWith(word));

describe('writing together', () => {
  it('writes every text with both models, MoR in as many slots as vanilla’s memory holds, and frees both', async () => {
    const { engine, store, state } = desk();
    state().run();
    expect(state().status).toBe('opening');
    await store.whenIdle();
    expect(state().status).toBe('finished');
    const { mor, vanilla } = state().runs;
    expect(asked(engine.calls, 'batch')).toEqual([
      `batch nano/mor-expert ${mor!.memory.slots} depth`,
      'batch nano/vanilla 2 sequence',
    ]);
    expect(mor!.memory.slots).toBeGreaterThan(2);
    expect(mor!.memory.total).toBeLessThanOrEqual(vanilla!.memory.total);
    for (const run of [mor!, vanilla!]) {
      expect(run.over).toBe(true);
      expect(run.ticks.flatMap(({ ended }) => ended.map(({ text }) => text)).sort()).toEqual([
        0, 1, 2, 3, 4, 5,
      ]);
      expect(run.flops).toBeGreaterThan(0);
      expect(run.opened.prompts.map((prompt) => prompt.length)).toEqual([3, 2, 3, 2, 3, 2]);
    }
    expect(asked(engine.calls, 'free')).toHaveLength(2);
  });

  it('steps a tick of each at a time, goes on and stops', async () => {
    const { engine, store, state, ticks } = desk();
    state().step();
    await store.whenIdle();
    expect([state().status, ...ticks()]).toEqual(['paused', 1, 1]);
    state().step();
    state().step();
    await store.whenIdle();
    expect(ticks()).toEqual([3, 3]);
    expect(asked(engine.calls, 'free')).toEqual([]);
    state().stop();
    await store.whenIdle();
    expect(state().status).toBe('stopped');
    expect(ticks()).toEqual([3, 3]);
    expect(asked(engine.calls, 'free')).toHaveLength(2);
  });

  it('pauses after what is on its way, and goes on where it stood', async () => {
    const { engine, page, store, state, ticks } = desk();
    page.pace = 'slow';
    const release = engine.hold('advance');
    state().run();
    await breathe();
    state().pause();
    release();
    await store.whenIdle();
    expect(state().status).toBe('paused');
    expect(ticks()).toEqual([1, 1]);
    state().resume();
    await store.whenIdle();
    expect(state().status).toBe('finished');
  });

  it('goes a tick at a time with a wait between, at slow pace', async () => {
    const { page, store, state, waits, ticks } = desk();
    page.pace = 'slow';
    state().run();
    await store.whenIdle();
    expect(new Set(waits)).toEqual(new Set([SLOW_MS]));
    expect(waits.length).toBe(Math.max(...(ticks() as number[])) - 1);
  });

  it('begins anew in mid-stream, and what comes late is dropped and freed', async () => {
    const { engine, page, store, state } = desk();
    const release = engine.hold('batch nano/vanilla');
    state().run();
    await breathe();
    page.source = { ...SOURCE, prompts: ['One'], copies: 1 };
    state().run();
    release();
    await store.whenIdle();
    expect(state()).toMatchObject({ status: 'finished', basis: { prompts: ['One'] } });
    expect(asked(engine.calls, 'free').length).toBe(asked(engine.calls, 'batch').length);
  });

  it('tells why it failed and keeps what was written', async () => {
    const { engine, store, state, ticks } = desk();
    state().step();
    await store.whenIdle();
    engine.failNext('advance', 'E-BATCHING');
    state().resume();
    await store.whenIdle();
    expect(state()).toMatchObject({ status: 'failed', error: { code: 'E-BATCHING' } });
    expect(ticks()).toEqual([1, 1]);
  });

  it('begins again by itself where the engine was started anew, once', async () => {
    let life = 1;
    const lives: Lives = { life: async () => life, watch: (task) => task() };
    const { engine, store, state, ticks } = desk(lives);
    state().step();
    await store.whenIdle();
    life = 2;
    engine.failNext('advance', 'E-DEVICE-LOST');
    state().resume();
    await store.whenIdle();
    expect(state()).toMatchObject({ status: 'finished', error: null });
    expect(asked(engine.calls, 'batch')).toHaveLength(4);
    expect(Math.min(...(ticks() as number[]))).toBeGreaterThan(1);

    const never = desk({ life: async () => ++life, watch: (task) => task() });
    never.engine.advanceBatch = () => Promise.reject(new MorError('E-DEVICE-LOST', 'Lost.', 'Wait.'));
    never.state().run();
    await never.store.whenIdle();
    expect(never.state()).toMatchObject({ status: 'failed', error: { code: 'E-DEVICE-LOST' } });
    expect(asked(never.engine.calls, 'batch')).toHaveLength(4);
  });

  it('is stopped, and no failure, where another backend was chosen', async () => {
    const { engine, state, store } = desk();
    const { advanceBatch } = engine;
    state().step();
    await store.whenIdle();
    engine.advanceBatch = async () => {
      throw new Superseded();
    };
    state().resume();
    await store.whenIdle();
    expect(state()).toMatchObject({ status: 'stopped', error: null });
    engine.advanceBatch = advanceBatch;
  });

  it('does nothing without models or prompts', () => {
    const { engine, page, state } = desk();
    page.source = null;
    state().run();
    state().step();
    expect([state().status, engine.calls.length]).toEqual(['idle', 0]);
    const backend = { backend: 'wasm', adapter: null, software: false, threads: null, attempts: [] } as const;
    const at = { manifest: fakeManifest(), run: { backend } };
    expect(batchSourceOf({ ...at, settings: { ...DEFAULT_SETTINGS, prompts: ' \n\n' } })).toBeNull();
    expect(batchSourceOf({ ...at, settings: DEFAULT_SETTINGS })?.prompts).toHaveLength(6);
    expect(batchSourceOf({ ...at, run: { backend: null }, settings: DEFAULT_SETTINGS })).toBeNull();
  });
});
