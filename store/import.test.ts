import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { messages as chinese } from '../languages/zh';
import { encodeTraceFile, type TraceFile } from '../model/trace-file';
import { createFakeEngine } from '../workers/clients/fake';
import { fakeManifest, fakeTrace } from '../workers/clients/fake-trace';
import { FILE_LIMIT, readTraceFile } from './import';
import { createAppStore } from './store';

const TEXT = 'A dog ran';

/** A run of another text under token-choice, as the page would save it. */
function saved(change: Partial<TraceFile['settings']> = {}): TraceFile {
  const trace = (model: string) => fakeTrace({ model, text: TEXT, rule: 'threshold', readouts: true });
  return {
    link: null,
    settings: {
      text: TEXT,
      routing: 'token',
      cache: 'recursion-wise',
      recursions: 3,
      model: 'nano',
      rule: 'threshold',
      servedCache: 'trained',
      ...change,
    },
    traces: { mor: trace('nano/mor-token'), recursive: null, vanilla: trace('nano/vanilla') },
  };
}

function fileOf(content: unknown, name = 'run.json'): File {
  return new File([typeof content === 'string' ? content : JSON.stringify(content)], name);
}

async function page() {
  const engine = createFakeEngine();
  const store = createAppStore({
    engine,
    recorded: { find: async () => null },
    loadManifest: async () => fakeManifest(),
  });
  const stop = store.start();
  await store.whenIdle();
  const state = () => store.getState();
  const runs = () => engine.calls.filter((call) => call.startsWith('run ')).length;
  return { engine, store, state, runs, stop };
}

const textInView = (traces: { mor: { tokens: readonly { text: string }[] } | null }) =>
  traces.mor?.tokens.map((token) => token.text).join('');

describe('a saved run', () => {
  it('comes into view with its text and switches, and nothing is run', async () => {
    const { state, store, runs } = await page();
    const before = runs();
    await state().open(fileOf(encodeTraceFile(saved())));
    await store.whenIdle();
    expect(textInView(state().run.traces)).toBe(TEXT);
    expect(state().run).toMatchObject({ file: 'run.json', recorded: false, status: 'ready', error: null });
    expect(state().settings).toMatchObject({ text: TEXT, routing: 'token' });
    expect(state().notices).toEqual([]);
    expect(runs()).toBe(before);
  });

  it('is undone to the text that was there, which is run', async () => {
    const { state, store } = await page();
    state().set({ text: 'Mine' });
    await store.whenIdle();
    await state().open(fileOf(encodeTraceFile(saved())));
    state().undo();
    await store.whenIdle();
    expect(state().settings).toMatchObject({ text: 'Mine', routing: 'expert' });
    expect(textInView(state().run.traces)).toBe('Mine');
    expect(state().run.file).toBeNull();
  });

  it('gives way to a live run on the visitor’s wish, after a change, and on Reset', async () => {
    const { state, store } = await page();
    for (const leave of [
      () => state().retry(),
      () => state().set({ text: `${TEXT} far` }),
      () => state().set({ rule: 'top-k' }),
      () => state().reset(),
    ]) {
      await state().open(fileOf(encodeTraceFile(saved())));
      expect(state().run.file).toBe('run.json');
      leave();
      await store.whenIdle();
      expect(state().run).toMatchObject({ file: null, status: 'ready' });
      expect(textInView(state().run.traces)).toBe(state().settings.text);
    }
  });

  it('stays while looks change and when the engine dies', async () => {
    const { engine, state, store } = await page();
    await state().open(fileOf(encodeTraceFile(saved())));
    state().set({ theme: 'dark', view: 'flow', temperature: 0.3 });
    engine.die('E-WORKER');
    await store.whenIdle();
    expect(state().run.file).toBe('run.json');
    expect(textInView(state().run.traces)).toBe(TEXT);
  });

  it('of the default text gives way on Reset as well', async () => {
    const { state, store } = await page();
    const { settings } = state();
    const own = fakeTrace({
      model: 'nano/mor-expert',
      text: settings.text,
      rule: 'threshold',
      readouts: true,
    });
    const file = saved({ text: settings.text, routing: 'expert' });
    await state().open(
      fileOf(encodeTraceFile({ ...file, traces: { mor: own, recursive: null, vanilla: null } })),
    );
    expect(state()).toMatchObject({ canUndo: false, run: { file: 'run.json' } });
    state().reset();
    await store.whenIdle();
    expect(state().run.file).toBeNull();
  });

  it('brings of its settings what the page knows', async () => {
    const { state } = await page();
    await state().open(
      fileOf(encodeTraceFile(saved({ routing: 'dice', model: 'huge', recursions: 9, cache: 'shared' }))),
    );
    expect(state().settings).toMatchObject({ text: TEXT, routing: 'expert', cache: 'shared', recursions: 3 });
    expect(state().run.file).toBe('run.json');
  });
});

describe('a file that cannot be shown', () => {
  const good = encodeTraceFile(saved());
  it.each<[string, File, string]>([
    ['no JSON', fileOf('{"half'), 'it is not JSON'],
    ['another format', fileOf({ log: {} }), 'its format is not “mor-explorer-trace”'],
    ['another version', fileOf({ ...good, version: 3 }), 'version 3'],
    ['no MoR trace', fileOf({ ...good, traces: { ...good.traces, mor: null } }), 'no trace of a MoR model'],
    [
      'parts that do not fit',
      fileOf({ ...good, traces: { ...good.traces, mor: { ...good.traces.mor, depth: [1] } } }),
      'its parts do not fit together',
    ],
    ['too much', fileOf(' '.repeat(FILE_LIMIT + 1)), 'it is larger than 16 MiB'],
    ['a picture', new File([readFileSync('public/icon.svg')], 'icon.svg'), 'it is not JSON'],
  ])('%s: the page is as it was and says why', async (_, file, sentence) => {
    const { state, store } = await page();
    const before = state();
    await state().open(file);
    await store.whenIdle();
    expect(state()).toMatchObject({ settings: before.settings, run: before.run, canUndo: false });
    const [notice] = state().notices;
    expect(notice).toMatchObject({ id: 'file', code: 'E-TRACE' });
    expect(notice?.message()).toContain(`“${file.name}” was not opened, `);
    expect(notice?.message()).toContain(sentence);
  });

  it('says why in the language of the page, its own English sentence left out', async () => {
    const { file } = chinese.notices;
    const versions = await readTraceFile(fileOf({ ...good, version: 3 }));
    const fields = await readTraceFile(fileOf({ ...good, settings: { ...good.settings, text: 7 } }));
    const said = [versions, fields].map((read) => ('error' in read ? file(read) : ''));
    expect(said[0]).toContain('文件是第 3 版，本页读取第 1 版');
    expect(said[1]).toContain('settings.text 应为 string，实际为 7');
    for (const sentence of said) expect(sentence).not.toMatch(/cannot|expected|not opened/i);
  });

  it('is forgotten once one can', async () => {
    const { state } = await page();
    await state().open(fileOf('no'));
    await state().open(fileOf(good));
    expect(state().notices).toEqual([]);
  });
});
