import { type Endpoint, expose } from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MorErrorData } from '../../model/errors';
import type { LoadProgress, RunRequest } from '../engine';
import { Superseded } from '../limiter';
import { createCore } from '../serve';
import { BASE, fakeEnvironment, lostDevice } from '../testing';
import { createLiveEngine, HANDSHAKE_MS } from './live';

const ports: MessagePort[] = [];

afterEach(() => {
  vi.useRealTimers();
  for (const port of ports.splice(0)) port.close();
});

const request = (text: string, lane?: string): RunRequest => ({
  model: 'nano/mor-expert',
  text,
  rule: 'threshold',
  readouts: false,
  ...(lane !== undefined && { lane }),
});

/** A live engine whose threads are message channels with the true core and a fake model at their other end. */
function live({ deaf = false } = {}) {
  const threads: {
    crash(message: string): void;
    terminated: boolean;
    environment: ReturnType<typeof fakeEnvironment>;
  }[] = [];
  const failures: MorErrorData[] = [];
  const progress: LoadProgress[] = [];
  const locks = fakeLocks();
  const engine = createLiveEngine({
    baseUrl: BASE,
    locks: locks.page,
    spawn: () => {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1, port2);
      const environment = { ...fakeEnvironment(), hold: locks.hold };
      if (!deaf) expose(createCore(environment), port2 as unknown as Endpoint);
      let crash = (_: string) => {};
      const thread = { crash: (message: string) => crash(message), terminated: false, environment };
      threads.push(thread);
      return {
        endpoint: port1 as unknown as Endpoint,
        onError: (listener) => {
          crash = listener;
        },
        terminate: () => {
          thread.terminated = true;
          port2.close();
        },
      };
    },
  });
  engine.onFailure((failure) => failures.push(failure));
  engine.onProgress((each) => progress.push(each));
  return { engine, threads, failures, progress, locks };
}

/** Locks of which the worker's holder can be made to die. */
function fakeLocks() {
  let free = () => {};
  const page = {
    request: (_name: string, options: LockOptions, granted: () => void) =>
      new Promise<void>((resolve, reject) => {
        free = () => {
          granted();
          resolve();
        };
        options.signal?.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
      }),
  } as unknown as LockManager;
  return { page, hold: async () => {}, die: () => free() };
}

describe('the live engine', () => {
  it('starts, loads, tokenizes, runs and attends over the border', async () => {
    const { engine, progress } = live();
    expect((await engine.start('cpu')).backend).toBe('cpu');
    expect((await engine.load('nano/mor-expert')).config.numRecursions).toBe(3);
    const trace = await engine.run(request('The cat'));
    expect(trace.tokens.map((token) => token.text)).toEqual(['The', ' cat']);
    expect(trace.depth).toBeInstanceOf(Int32Array);
    expect(await engine.tokenize('nano/mor-expert', 'The cat')).toEqual(trace.tokens);
    expect((await engine.attention({ ...request('The cat'), layer: 2 })).layer).toBe(2);
    expect(progress.map((each) => each.phase)).toContain('ready');
    engine.dispose();
  });

  it('writes over the border, a token at a time', async () => {
    const { engine } = live();
    await engine.start('cpu');
    const sampling = { temperature: 0, topK: 0, topP: 1, seed: 1 };
    const { id, prompt, promptDepth } = await engine.openGeneration({ ...request('The cat'), ...sampling });
    expect(prompt.map((token) => token.text)).toEqual(['The', ' cat']);
    expect(promptDepth).toBeInstanceOf(Int32Array);
    const step = await engine.nextToken(id);
    expect(step).toMatchObject({ end: null, depth: expect.any(Number), alternatives: { length: 8 } });
    await engine.closeGeneration(id);
    await expect(engine.nextToken(id)).rejects.toMatchObject({ name: 'MorError', code: 'E-INPUT' });
    const other = await engine.openGeneration({ ...request('The cat'), ...sampling });
    await engine.start('cpu');
    await expect(engine.nextToken(other.id)).rejects.toMatchObject({ code: 'E-INPUT' });
    engine.dispose();
  });

  it('brings errors over as what they were', async () => {
    const { engine } = live();
    await engine.start('auto');
    await expect(engine.load('nano/unheard-of')).rejects.toMatchObject({
      name: 'MorError',
      code: 'E-MODEL-UNKNOWN',
      remedy: expect.any(String),
    });
  });

  it('cannot be asked before it was started', async () => {
    await expect(live().engine.load('nano/vanilla')).rejects.toMatchObject({ code: 'E-WORKER' });
  });

  it('says so where the browser refuses a thread', async () => {
    const engine = createLiveEngine({
      baseUrl: BASE,
      spawn: () => {
        throw new Error('no thread for you');
      },
    });
    await expect(engine.start('auto')).rejects.toMatchObject({
      code: 'E-WORKER',
      message: 'The thread that computes could not be started: no thread for you.',
    });
  });

  it('drops the runs that a newer one overtakes, in its own lane only', async () => {
    const { engine, threads } = live();
    await engine.start('auto');
    await engine.load('nano/mor-expert');
    const release = threads[0]!.environment.holdRuns();
    const first = engine.run(request('one'));
    const second = engine.run(request('two'));
    const other = engine.run(request('other', 'causality'));
    const third = engine.run(request('three'));
    await expect(second).rejects.toBeInstanceOf(Superseded);
    release();
    const texts = (await Promise.all([first, other, third])).map((trace) => trace.tokens[0]?.text);
    expect(texts).toEqual(['one', 'other', 'three']);
    expect(threads[0]!.environment.log).not.toContain('run two');
  });

  it('gives up on a thread that does not answer', async () => {
    vi.useFakeTimers();
    const { engine, threads, failures } = live({ deaf: true });
    const starting = expect(engine.start('auto')).rejects.toMatchObject({ code: 'E-WORKER' });
    await vi.advanceTimersByTimeAsync(HANDSHAKE_MS);
    await starting;
    expect(threads[0]!.terminated).toBe(true);
    expect(failures).toHaveLength(1);
  });

  it.each([
    ['crashes', 'boom'],
    ['could not be loaded (an error event without words)', ''],
  ])('rejects what is under way when the thread %s', async (_, message) => {
    const { engine, threads, failures } = live();
    await engine.start('auto');
    await engine.load('nano/mor-expert');
    threads[0]!.environment.holdRuns();
    const run = engine.run(request('Hi'));
    const waiting = engine.run(request('Ho'));
    threads[0]!.crash(message);
    await expect(run).rejects.toMatchObject({ code: 'E-WORKER' });
    await expect(waiting).rejects.toBeInstanceOf(Superseded);
    await expect(engine.load('nano/mor-expert')).rejects.toMatchObject({ code: 'E-WORKER' });
    expect(failures.map((each) => each.code)).toEqual(['E-WORKER']);
  });

  it('hears of a thread that was killed in silence', async () => {
    const { engine, locks, failures } = live();
    await engine.start('auto');
    locks.die();
    expect(failures.map((each) => each.code)).toEqual(['E-WORKER']);
  });

  it('starts without helpers once a thread has died, and not where a device was lost', async () => {
    const { engine, threads } = live();
    const opened = () => threads.at(-1)!.environment.log.find((line) => line.startsWith('open'));
    await engine.start('wasm');
    threads[0]!.environment.fail(lostDevice());
    await vi.waitFor(() => expect(threads[0]!.terminated).toBe(true));
    await engine.start('wasm');
    expect(opened()).toBe(`open wasm ${BASE}wasm/`);
    threads[1]!.crash('boom');
    await engine.start('wasm');
    expect(opened()).toBe(`open wasm ${BASE}wasm/ alone`);
  });

  it('ends the thread when its device is lost, and begins anew when started', async () => {
    const { engine, threads, failures } = live();
    await engine.start('auto');
    threads[0]!.environment.fail(lostDevice());
    await vi.waitFor(() => expect(failures.map((each) => each.code)).toEqual(['E-DEVICE-LOST']));
    expect(threads[0]!.terminated).toBe(true);
    expect((await engine.start('wasm')).backend).toBe('wasm');
    expect((await engine.run(request('again'))).tokens).toHaveLength(1);
    expect(threads).toHaveLength(2);
  });

  it('is silent about a thread it ended itself', async () => {
    const { engine, threads, failures, locks } = live();
    await engine.start('auto');
    await engine.load('nano/mor-expert');
    threads[0]!.environment.holdRuns();
    const run = engine.run(request('Hi'));
    const restarted = engine.start('cpu');
    await expect(run).rejects.toBeInstanceOf(Superseded);
    await restarted;
    threads[0]!.crash('too late');
    engine.dispose();
    locks.die();
    expect(threads.every((thread) => thread.terminated)).toBe(true);
    expect(failures).toEqual([]);
  });
});
