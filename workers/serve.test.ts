import { describe, expect, it, vi } from 'vitest';
import type { LoadProgress, RunRequest } from './engine';
import { unpack } from './failure';
import type { GenerationRequest } from './generation';
import { createCore } from './serve';
import { BASE, fakeEnvironment, lostDevice } from './testing';

const request = (text: string, model = 'nano/mor-expert'): RunRequest => ({
  model,
  text,
  rule: 'threshold',
  readouts: true,
});

const writing = (text: string, model = 'nano/mor-expert'): GenerationRequest => ({
  model,
  text,
  rule: 'threshold',
  temperature: 0,
  topK: 0,
  topP: 1,
  seed: 1,
});

async function started() {
  const environment = fakeEnvironment();
  const core = createCore(environment);
  const listener = { progress: vi.fn<(progress: LoadProgress) => void>(), failed: vi.fn() };
  await core.hello(listener, null);
  unpack(await core.start('auto', BASE));
  const count = (line: string) => environment.log.filter((each) => each.startsWith(line)).length;
  return { environment, core, listener, count };
}

describe('the engine core', () => {
  it('opens the first backend that works, with the WASM files beside the site', async () => {
    const environment = fakeEnvironment();
    environment.absent.set('webgpu', 'No WebGPU.');
    const report = unpack(await createCore(environment).start('auto', BASE));
    expect(report.backend).toBe('wasm');
    expect(environment.log).toEqual([`open webgpu ${BASE}wasm/`, `open wasm ${BASE}wasm/`]);
  });

  it('holds the lock it was given before it answers', async () => {
    const environment = fakeEnvironment();
    await createCore(environment).hello({ progress: () => {}, failed: () => {} }, 'a lock');
    expect(environment.log).toEqual(['hold a lock']);
  });

  it('loads a model once, however often it is asked for', async () => {
    const { core, count } = await started();
    const answers = await Promise.all([
      core.load('nano/mor-expert'),
      core.run(request('Hi')),
      core.tokenize('nano/mor-expert', 'Hi'),
    ]);
    expect(answers.every((each) => each.ok)).toBe(true);
    expect(count('load nano/mor-expert')).toBe(1);
    expect(count('GET nano/mor-expert')).toBe(3);
    expect(count('GET index.json')).toBe(1);
  });

  it('tells of a load from the first byte to ready', async () => {
    const { core, listener } = await started();
    await core.load('nano/vanilla');
    const phases = listener.progress.mock.calls.map(([each]) => each.phase);
    expect([...new Set(phases)]).toEqual(['download', 'verify', 'prepare', 'ready']);
    const last = listener.progress.mock.calls.at(-1)![0];
    expect(last).toMatchObject({ model: 'nano/vanilla', phase: 'ready', cached: false, verified: true });
    expect(last.loaded).toBe(last.total);
  });

  it('does one thing at a time on the device', async () => {
    const { core, environment } = await started();
    await core.load('nano/mor-expert');
    const release = environment.holdRuns();
    const runs = [
      core.run(request('one')),
      core.attention({ ...request('two'), layer: 3 }),
      core.run(request('three')),
    ];
    await vi.waitFor(() => expect(environment.log).toContain('run one'));
    expect(environment.log).not.toContain('attention 3 two');
    release();
    await Promise.all(runs);
    const work = environment.log.filter((line) => /^(done )?(run|attention)/.test(line));
    expect(work).toEqual([
      'run one',
      'done run one',
      'attention 3 two',
      'done attention 3 two',
      'run three',
      'done run three',
    ]);
  });

  it('runs a model while another is on its way', async () => {
    const { core, environment } = await started();
    await core.load('nano/mor-expert');
    let arrive = (_: Response) => {};
    environment.answers.set(
      'vanilla/model.safetensors',
      () =>
        new Promise((resolve) => {
          arrive = resolve;
        }),
    );
    const vanilla = core.load('nano/vanilla');
    expect((await core.run(request('Hi'))).ok).toBe(true);
    await vi.waitFor(() => expect(environment.log).toContain('GET nano/vanilla/model.safetensors'));
    arrive(new Response('', { status: 404 }));
    expect(await vanilla).toMatchObject({ ok: false, error: { code: 'E-WEIGHTS-MISSING' } });
  });

  it('tries a load that failed again', async () => {
    const { core, environment } = await started();
    environment.answers.set('model.safetensors', () => Promise.reject(new TypeError('offline')));
    expect(await core.load('nano/vanilla')).toMatchObject({ ok: false, error: { code: 'E-NETWORK' } });
    environment.answers.clear();
    expect((await core.load('nano/vanilla')).ok).toBe(true);
  });

  it('asks for the list of models again after it could not be had', async () => {
    const { core, environment } = await started();
    environment.answers.set('index.json', () => new Response('gone', { status: 500 }));
    expect(await core.load('nano/vanilla')).toMatchObject({ ok: false, error: { code: 'E-MANIFEST' } });
    environment.answers.clear();
    expect((await core.load('nano/vanilla')).ok).toBe(true);
  });

  it.each([
    ['an unknown model', request('Hi', 'nano/gpt-5'), 'E-MODEL-UNKNOWN'],
    ['an empty text', request(''), 'E-TEXT-EMPTY'],
    ['memory that runs out', request('explode'), 'E-OUT-OF-MEMORY'],
  ])('answers %s with a code, and goes on', async (_, bad, code) => {
    const { core } = await started();
    expect(await core.run(bad)).toMatchObject({ ok: false, error: { code } });
    expect((await core.run(request('Hi'))).ok).toBe(true);
  });

  it('refuses to work before a backend was chosen', async () => {
    const core = createCore(fakeEnvironment());
    expect(await core.run(request('Hi'))).toMatchObject({ ok: false, error: { code: 'E-INTERNAL' } });
  });

  it('tells of a lost device at once, and of nothing else from then on', async () => {
    const { core, environment, listener } = await started();
    await core.load('nano/mor-expert');
    const release = environment.holdRuns();
    const run = core.run(request('explode'));
    environment.fail(lostDevice());
    await vi.waitFor(() => expect(listener.failed).toHaveBeenCalledOnce());
    release();
    expect(await run).toMatchObject({ ok: false, error: { code: 'E-DEVICE-LOST' } });
  });

  it('finds out that the device is lost from what it breaks off, and tells that once, before anything else', async () => {
    const { core, environment, listener } = await started();
    const { id } = unpack(await core.openGeneration(writing('The cat')));
    const told: string[] = [];
    listener.failed.mockImplementation(({ code }) => told.push(`failed ${code}`));
    environment.unplug();
    const broken = [core.run(request('Hi')), core.nextToken(id), core.openGeneration(writing('A dog'))];
    await Promise.all(
      broken.map(async (each) =>
        told.push(await each.then((answer) => (answer.ok ? 'ok' : answer.error.code))),
      ),
    );
    expect(told).toEqual(['failed E-DEVICE-LOST', 'E-DEVICE-LOST', 'E-DEVICE-LOST', 'E-DEVICE-LOST']);
    environment.fail(lostDevice());
    expect((await core.tokenize('nano/mor-expert', 'Hi')).ok).toBe(true);
    expect(listener.failed).toHaveBeenCalledOnce();
    unpack(await core.start('wasm', BASE));
    expect((await core.run(request('Hi'))).ok).toBe(true);
  });
});

describe('texts being written', () => {
  it('are open side by side, their steps interleaved, one at a time on the device', async () => {
    const { core, environment } = await started();
    const mor = unpack(await core.openGeneration(writing('The cat')));
    const vanilla = unpack(await core.openGeneration(writing('The dog', 'nano/vanilla')));
    expect(mor.id).not.toBe(vanilla.id);
    expect(mor).toMatchObject({ context: 256, promptDepth: expect.any(Int32Array) });
    const ids = [mor, vanilla, mor, vanilla].map(({ id }) => id);
    const steps = await Promise.all(ids.map((id) => core.nextToken(id)));
    expect(steps.every(({ ok }) => ok)).toBe(true);
    const work = environment.log.filter((line) => /next/.test(line));
    expect(work).toEqual(
      ['The cat', 'The dog', 'The cat', 'The dog'].flatMap((text) => [`next ${text}`, `done next ${text}`]),
    );
  });

  it('wait for a run that is under way', async () => {
    const { core, environment } = await started();
    const { id } = unpack(await core.openGeneration(writing('The cat')));
    const release = environment.holdRuns();
    const run = core.run(request('Hi'));
    await vi.waitFor(() => expect(environment.log).toContain('run Hi'));
    const step = core.nextToken(id);
    release();
    expect([(await run).ok, (await step).ok]).toEqual([true, true]);
    expect(environment.log.slice(-3)).toEqual(['done run Hi', 'next The cat', 'done next The cat']);
  });

  it('are freed when closed, and closing again is no fault', async () => {
    const { core, count } = await started();
    const { id } = unpack(await core.openGeneration(writing('The cat')));
    unpack(await core.closeGeneration(id));
    unpack(await core.closeGeneration(id));
    expect(count('free The cat')).toBe(1);
    expect(await core.nextToken(id)).toMatchObject({ ok: false, error: { code: 'E-INPUT' } });
  });

  it('are freed before the backend changes', async () => {
    const { core, environment } = await started();
    const { id } = unpack(await core.openGeneration(writing('The cat')));
    unpack(await core.start('cpu', BASE));
    expect(environment.log.slice(-2)).toEqual(['free The cat', `open cpu ${BASE}wasm/`]);
    expect(await core.nextToken(id)).toMatchObject({ ok: false, error: { code: 'E-INPUT' } });
  });

  it.each([
    ['an unknown model', writing('Hi', 'nano/gpt-5'), 'E-MODEL-UNKNOWN'],
    ['memory that runs out', writing('explode'), 'E-OUT-OF-MEMORY'],
  ])('that cannot begin for %s are told with a code', async (_, bad, code) => {
    const { core } = await started();
    expect(await core.openGeneration(bad)).toMatchObject({ ok: false, error: { code } });
    expect((await core.openGeneration(writing('Hi'))).ok).toBe(true);
  });

  it('nobody began are unknown', async () => {
    const { core } = await started();
    expect(await core.nextToken(1)).toMatchObject({ ok: false, error: { code: 'E-INPUT' } });
  });

  it('writes many texts together, a stretch at a time, and frees them when closed or when all begins anew', async () => {
    const { core, count } = await started();
    const request = {
      model: 'nano/mor-expert',
      prompts: ['The cat', 'A dog'],
      policy: 'depth',
      slots: 2,
      tokens: 4,
      temperature: 0,
      topK: 0,
      topP: 1,
      seed: 1,
    } as const;
    const { id, prompts } = unpack(await core.openBatch(request));
    expect(prompts.map((prompt) => prompt.map(({ text }) => text).join(''))).toEqual(['The cat', 'A dog']);
    const first = unpack(await core.advanceBatch(id, { ticks: 2, ms: 1000 }));
    expect(first).toMatchObject({ over: false, ticks: [{ entered: 4 }, {}] });
    const rest = unpack(await core.advanceBatch(id, { ticks: 1000, ms: 60_000 }));
    expect(rest.over).toBe(true);
    expect([...first.ticks, ...rest.ticks].flatMap(({ tokens }) => tokens)).toHaveLength(8);
    unpack(await core.closeBatch(id));
    expect(await core.advanceBatch(id, { ticks: 1, ms: 0 })).toMatchObject({ error: { code: 'E-INPUT' } });
    expect(count('free batch')).toBe(1);
    const other = unpack(await core.openBatch(request));
    unpack(await core.start('wasm', BASE));
    expect(count('free batch')).toBe(2);
    expect(await core.advanceBatch(other.id, { ticks: 1, ms: 0 })).toMatchObject({
      error: { code: 'E-INPUT' },
    });
  });
});
