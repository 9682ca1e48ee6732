import type { KvCacheType } from '../../model/config';
import { MorError, type MorErrorCode, type MorErrorData } from '../../model/errors';
import { chainFrom } from '../backends';
import type { OpenTogether, OpenWriting } from '../compute';
import type { BackendChoice, BackendReport, Engine, LoadProgress, WeightsType } from '../engine';
import { Superseded } from '../limiter';
import { findMember } from '../manifest';
import { fakeBatching } from './fake-batching';
import { fakeConfig, fakeManifest, fakeTokens, fakeTrace } from './fake-trace';
import { type FakeWriting, fakeWriting } from './fake-writing';

/** The fake engine, and what tests ask of it beside. */
export interface FakeEngine extends Engine {
  /**
   * Every call so far, `run nano/vanilla The cat`; a run without readouts is a `time`; `open nano/vanilla The cat`, `next 1`,
   * `close 1`; `batch nano/vanilla 8 sequence`, `advance 2`, `free 2`. A model asked to run under a cache that is not its own ends
   * its line so: `run nano/mor-expert The cat (recursive_sharing)`.
   */
  readonly calls: readonly string[];
  /** The texts whose writing is held, by the id of their generation. */
  readonly writings: ReadonlyMap<number, OpenWriting['writing']>;
  /** From now on calls whose line begins so wait until the returned function lets them go. */
  hold(prefix: string): () => void;
  /** The next call whose line begins so rejects with this code. */
  failNext(prefix: string, code: MorErrorCode): void;
  /** The engine dies: what is under way rejects, `onFailure` is told, and only `start` brings it back. */
  die(code: MorErrorCode): void;
}

/** A deterministic engine without a thread or a model: for tests and for building components. */
export function createFakeEngine(writes: FakeWriting = {}): FakeEngine {
  const calls: string[] = [];
  const held = new Map<string, Promise<void>>();
  const failing = new Map<string, MorErrorCode>();
  const progress = new Set<(progress: LoadProgress) => void>();
  const failure = new Set<(failure: MorErrorData) => void>();
  const loaded = new Set<string>();
  const writings = new Map<number, OpenWriting['writing']>();
  const batches = new Map<number, OpenTogether['batch']>();
  let lastId = 0;
  let kill: (error: Error) => void = () => {};
  let death: Promise<never> = new Promise(() => {});
  let report: BackendReport | null = null;

  async function call<T>(line: string, value: () => T | Promise<T>): Promise<T> {
    calls.push(line);
    const life = death;
    for (const [prefix, gate] of held) {
      if (line.startsWith(prefix)) await Promise.race([gate, life]);
    }
    await Promise.race([Promise.resolve(), life]);
    for (const [prefix, code] of failing) {
      if (!line.startsWith(prefix)) continue;
      failing.delete(prefix);
      throw fakeError(code);
    }
    return value();
  }

  async function load(model: string) {
    const found = findMember(fakeManifest(), model);
    if (!found) throw fakeError('E-MODEL-UNKNOWN');
    if (!loaded.has(model)) {
      for (const phase of ['download', 'verify', 'prepare', 'ready'] as const) {
        for (const listener of progress) {
          listener({ model, phase, loaded: phase === 'download' ? 500 : 1000, total: 1000, cached: false });
        }
      }
      loaded.add(model);
    }
    const { parameters } = found.member;
    return { model, config: fakeConfig(model), parameters, parameterBytes: 4 * parameters };
  }

  return {
    calls,
    writings,
    start: (choice: BackendChoice, weights: WeightsType = 'fp16') => {
      kill(new Superseded());
      death = new Promise((_, reject) => {
        kill = reject;
      });
      death.catch(() => undefined);
      loaded.clear();
      writings.clear();
      batches.clear();
      return call(`start ${choice}${weights === 'fp16' ? '' : ` ${weights}`}`, () => {
        const [backend] = chainFrom(choice === 'auto' ? 'cpu' : choice);
        report = {
          backend: backend!,
          adapter: null,
          software: false,
          threads: null,
          attempts: [{ backend: backend!, refused: null }],
        };
        return report;
      });
    },
    load: (model) => call(`load ${model}`, () => load(model)),
    tokenize: (model, text) => call(`tokenize ${model} ${text}`, () => fakeTokens(text)),
    run: (request) =>
      call(
        `${request.readouts ? 'run' : 'time'} ${request.model} ${request.text}${served(request)}`,
        async () => {
          await load(request.model);
          return fakeTrace(request, report?.backend);
        },
      ),
    attention: (request) =>
      call(`attention ${request.model} ${request.layer} ${request.text}${served(request)}`, () => {
        const { config, passes, depth } = fakeTrace({ ...request, readouts: false });
        const pass = passes[request.layer];
        if (!pass) throw fakeError('E-INPUT');
        const all = Array.from(depth.keys());
        const queries = all.filter((t) => pass.recursion === null || depth[t]! >= pass.recursion);
        const keys = pass.keys === all.length ? all : queries;
        const row = (q: number) =>
          keys.map((k) => (k <= q ? 1 / keys.filter((each) => each <= q).length : 0));
        const heads = config.numAttentionHeads;
        return {
          layer: request.layer,
          recursion: pass.recursion,
          heads,
          queries: Int32Array.from(queries),
          keys: Int32Array.from(keys),
          weights: Float32Array.from(Array.from({ length: heads }, () => queries.flatMap(row)).flat()),
        };
      }),
    openGeneration: (request) =>
      call(`open ${request.model} ${request.text}${served(request)}`, async () => {
        await load(request.model);
        const { writing, ...begun } = fakeWriting(request, writes);
        const id = ++lastId;
        writings.set(id, writing);
        return { id, ...begun };
      }),
    nextToken: (id) =>
      call(`next ${id}`, () => {
        const writing = writings.get(id);
        if (!writing) throw fakeError('E-INPUT');
        return writing.next();
      }),
    closeGeneration: (id) => call(`close ${id}`, () => void writings.delete(id)),
    openBatch: (request) =>
      call(`batch ${request.model} ${request.slots} ${request.policy}${served(request)}`, async () => {
        await load(request.model);
        const { batch, ...together } = fakeBatching(request);
        const id = ++lastId;
        batches.set(id, batch);
        return { id, ...together };
      }),
    advanceBatch: (id, stretch) =>
      call(`advance ${id}`, () => {
        const batch = batches.get(id);
        if (!batch) throw fakeError('E-INPUT');
        return batch.advance(stretch);
      }),
    closeBatch: (id) => call(`free ${id}`, () => void batches.delete(id)),
    onProgress: (listener) => {
      progress.add(listener);
      return () => progress.delete(listener);
    },
    onFailure: (listener) => {
      failure.add(listener);
      return () => failure.delete(listener);
    },
    dispose: () => {
      calls.push('dispose');
      kill(new Superseded());
    },
    hold: (prefix) => {
      let release = () => {};
      held.set(
        prefix,
        new Promise((resolve) => {
          release = resolve;
        }),
      );
      return () => {
        held.delete(prefix);
        release();
      };
    },
    failNext: (prefix, code) => failing.set(prefix, code),
    die: (code) => {
      const error = fakeError(code);
      kill(error);
      writings.clear();
      batches.clear();
      for (const listener of failure) listener(error.toData());
    },
  };
}

function served({ model, kvCache }: { model: string; kvCache?: KvCacheType | undefined }): string {
  return kvCache === undefined || kvCache === fakeConfig(model).kvCache ? '' : ` (${kvCache})`;
}

function fakeError(code: MorErrorCode): MorError {
  return new MorError(code, `Fake ${code}.`, 'Nothing to do.');
}
