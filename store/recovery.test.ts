import { describe, expect, it, vi } from 'vitest';
import { mulberry32 } from '../model/sampling';
import { createFakeEngine } from '../workers/clients/fake';
import { fakeManifest } from '../workers/clients/fake-trace';
import { createGeneration } from './generation';
import { sourceOf, WRITERS, wholeText } from './source';
import { createAppStore } from './store';
import { heldBy, type Written } from './written';

const TEXT = 'Once upon a time';
const TOKENS = 12;

/** A page with a fake engine on the first of three backends, and its two writers. */
async function page() {
  const engine = createFakeEngine();
  const app = createAppStore({
    engine,
    recorded: { find: async () => null },
    loadManifest: async () => fakeManifest(),
    location: { search: () => `?backend=webgpu&text=${TEXT}&tokens=${TOKENS}`, replace: () => {} },
  });
  const leave = app.start();
  await app.whenIdle();
  const desk = createGeneration({
    generator: engine,
    lives: app.lives,
    source: () => sourceOf(app.getState()),
  });
  return { engine, app, desk, leave, state: () => desk.getState() };
}

/** What must be as it would have been: everything but the times. */
function essence({ steps }: Written) {
  return steps.map(({ ms: _, ...step }) => step);
}

async function undisturbed() {
  const { desk, state, leave } = await page();
  state().write();
  await desk.whenIdle();
  leave();
  return state();
}

const FAILURES = ['E-DEVICE-LOST', 'E-WORKER', 'E-OUT-OF-MEMORY'] as const;

/** When the engine fails, told by the call under way: `next 1` is MoR's token, `next 2` vanilla's. */
const MOMENTS = [
  ['while MoR reads the prompt', 'open nano/mor-expert', 0],
  ['while vanilla reads the prompt', 'open nano/vanilla', 0],
  ['in the first token', 'next 1', 1],
  ['between the two models', 'next 2', 1],
  ['in the middle of a token of MoR', 'next 1', 5],
  ['in the middle of a token of vanilla', 'next 2', 7],
  ['in the last token', 'next 2', TOKENS],
] as const;

const CASES = FAILURES.flatMap((code) =>
  MOMENTS.map(([when, line, nth]) => [code, when, line, nth] as const),
);

/** Steps to just before the `nth` round, so that the failure comes in it. */
async function writeTo(desk: Awaited<ReturnType<typeof page>>['desk'], nth: number): Promise<void> {
  for (let i = 1; i < nth; i += 1) {
    desk.getState().step();
    await desk.whenIdle();
  }
}

describe('an engine that fails while it writes', () => {
  it.each(CASES)(
    '%s %s: nothing is lost, and the text is what it would have been',
    async (code, _, line, nth) => {
      const { engine, app, desk, leave, state } = await page();
      await writeTo(desk, nth);
      const before = state().written.mor?.steps ?? [];
      const calls = () => engine.calls.filter((call) => call.startsWith(line)).length;
      const made = calls();
      const release = engine.hold(line);
      if (nth > 1) state().resume();
      else state().write();
      await vi.waitFor(() => expect(calls()).toBe(made + 1));
      // Running out of memory fails the call; the others end the thread or the device under it.
      if (code === 'E-OUT-OF-MEMORY') engine.failNext(line, code);
      else engine.die(code);
      release();
      await desk.whenIdle();
      await app.whenIdle();

      const whole = await undisturbed();
      expect(state()).toMatchObject({ status: 'finished', error: null });
      for (const role of WRITERS) {
        const written = state().written[role]!;
        expect(essence(written)).toEqual(essence(whole.written[role]!));
        expect(heldBy(written)).toEqual(heldBy(whole.written[role]!));
        const reread = line === 'open nano/mor-expert' || (nth === 0 && role === 'vanilla') ? 0 : 1;
        expect(written.reopened).toHaveLength(reread);
      }
      expect(state().written.mor!.steps.slice(0, before.length)).toEqual(before);
      expect(wholeText(state().basis!, state().written.mor!)).toMatch(/^Once upon a time ./);
      expect(app.getState().settings.text).toBe(TEXT);
      expect(app.getState().run.backend?.backend).toBe('wasm');
      expect(
        app
          .getState()
          .notices.map(({ message }) => message())
          .join(' '),
      ).toContain('going on with WASM');
      leave();
    },
  );

  it('is started again at most once without another token: then all is kept and Write on goes on', async () => {
    const { engine, app, desk, leave, state } = await page();
    await writeTo(desk, 6);
    engine.failNext('next 1', 'E-OUT-OF-MEMORY');
    engine.failNext('open', 'E-OUT-OF-MEMORY');
    state().resume();
    await desk.whenIdle();
    expect(state()).toMatchObject({
      status: 'failed',
      goOn: 'write-on',
      error: { code: 'E-OUT-OF-MEMORY' },
    });
    expect(state().written.mor!.steps).toHaveLength(5);
    await app.whenIdle();
    app.getState().retry();
    state().step();
    await desk.whenIdle();
    expect(state()).toMatchObject({ status: 'paused', goOn: null });
    expect(state().written.mor!.steps).toHaveLength(6);
    state().resume();
    await desk.whenIdle();
    const whole = await undisturbed();
    for (const role of WRITERS) {
      expect(essence(state().written[role]!)).toEqual(essence(whole.written[role]!));
    }
    leave();
  });

  it('while it is paused is noticed when it goes on', async () => {
    const { engine, app, desk, leave, state } = await page();
    await writeTo(desk, 4);
    engine.die('E-WORKER');
    await app.whenIdle();
    expect(state().status).toBe('paused');
    state().resume();
    await desk.whenIdle();
    const whole = await undisturbed();
    expect(essence(state().written.vanilla!)).toEqual(essence(whole.written.vanilla!));
    expect(state().written.mor!.reopened.map(({ why, after }) => [why, after])).toEqual([['restart', 3]]);
    leave();
  });

  it('is no failure where the visitor chose another backend', async () => {
    const { app, desk, leave, state } = await page();
    await writeTo(desk, 3);
    state().resume();
    app.getState().set({ backend: 'cpu' });
    await desk.whenIdle();
    await app.whenIdle();
    const whole = await undisturbed();
    expect(state().status).toBe('finished');
    expect(essence(state().written.mor!)).toEqual(essence(whole.written.mor!));
    expect(app.getState().run.backend?.backend).toBe('cpu');
    leave();
  });

  it('twenty times at random in one text, and the text is still the same', async () => {
    const { engine, app, desk, leave, state } = await page();
    const random = mulberry32(20);
    let injected = 0;
    app.getState().set({ tokens: 40 });
    state().step();
    await desk.whenIdle();
    while (state().status !== 'finished' && state().status !== 'failed') {
      if (injected < 20 && random() < 0.7) {
        engine.die('E-WORKER');
        injected += 1;
      }
      state().step();
      await desk.whenIdle();
      await app.whenIdle();
      app.getState().set({ backend: 'webgpu' });
      await app.whenIdle();
    }
    expect(injected).toBe(20);
    expect(state().status).toBe('finished');
    const { written } = state();
    const quiet = await page();
    quiet.app.getState().set({ tokens: 40 });
    quiet.state().write();
    await quiet.desk.whenIdle();
    for (const role of WRITERS) {
      expect(essence(written[role]!)).toEqual(essence(quiet.state().written[role]!));
    }
    quiet.leave();
    leave();
  });
});
