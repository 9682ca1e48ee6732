import { type Endpoint, proxy, type Remote, wrap } from 'comlink';
import { MorError, type MorErrorData } from '../../model/errors';
import { watchLock } from '../alive';
import type { Engine, LoadProgress } from '../engine';
import { type Outcome, unpack } from '../failure';
import { LatestWins, Superseded } from '../limiter';
import type { CoreListener, EngineCore } from '../serve';

/** Longest wait for the compute thread's first answer, ms: its code may come over a slow network. */
export const HANDSHAKE_MS = 30_000;

/** A compute thread as the live engine needs it: a Worker, or in tests a message channel. */
export interface Thread {
  readonly endpoint: Endpoint;
  /** The thread reported an error that nothing caught. */
  onError(listener: (message: string) => void): void;
  terminate(): void;
}

export interface LiveOptions {
  /** The site's own folder, absolute, with a trailing slash. */
  readonly baseUrl: string;
  readonly spawn?: () => Thread;
  /** Tells that a thread died in silence; absent on insecure origins. */
  readonly locks?: LockManager | undefined;
}

function spawnWorker(): Thread {
  const worker = new Worker(new URL('../mor.worker.ts', import.meta.url), { type: 'module' });
  return {
    endpoint: worker,
    onError: (listener) => {
      worker.addEventListener('error', (event) => listener(event.message ?? ''));
      worker.addEventListener('messageerror', () => listener('a message could not be read'));
    },
    terminate: () => worker.terminate(),
  };
}

/** The engine in a worker of its own. Each `start` begins a new thread, so nothing of a failed one is left. */
export function createLiveEngine({
  baseUrl,
  spawn = spawnWorker,
  locks = globalThis.navigator?.locks,
}: LiveOptions): Engine {
  const limiter = new LatestWins();
  const progress = new Set<(progress: LoadProgress) => void>();
  const failure = new Set<(failure: MorErrorData) => void>();
  let life: Life | null = null;
  /** A thread that died may have waited for one that was to help it: its successors have none. */
  let alone = false;

  function end(): void {
    limiter.clear();
    life?.end(new Superseded());
    life = null;
  }

  /** One call to the thread; one that has died answers with the reason. */
  function call<T>(ask: (core: Remote<EngineCore>) => Promise<Outcome<T>>): Promise<T> {
    if (life === null) return Promise.reject(threadError('has not been started'));
    return life.call(ask);
  }

  return {
    async start(choice, weights) {
      end();
      const born = new Life(begin(spawn), locks, {
        progress: (each) => {
          for (const listener of progress) listener(each);
        },
        failed: (error) => {
          limiter.clear();
          alone ||= error.code === 'E-WORKER';
          for (const listener of failure) listener(error);
        },
      });
      life = born;
      await born.ready;
      return born.call((core) => core.start(choice, baseUrl, weights, alone));
    },
    load: (model) => call((core) => core.load(model)),
    tokenize: (model, text) => call((core) => core.tokenize(model, text)),
    run: (request) =>
      limiter.run(`run ${request.lane ?? ''} ${request.model}`, () => call((core) => core.run(request))),
    attention: (request) =>
      limiter.run(`attention ${request.lane ?? ''} ${request.model}`, () =>
        call((core) => core.attention(request)),
      ),
    openGeneration: (request) => call((core) => core.openGeneration(request)),
    nextToken: (id) => call((core) => core.nextToken(id)),
    closeGeneration: (id) => call((core) => core.closeGeneration(id)),
    openBatch: (request) => call((core) => core.openBatch(request)),
    advanceBatch: (id, stretch) => call((core) => core.advanceBatch(id, stretch)),
    closeBatch: (id) => call((core) => core.closeBatch(id)),
    onProgress: (listener) => {
      progress.add(listener);
      return () => progress.delete(listener);
    },
    onFailure: (listener) => {
      failure.add(listener);
      return () => failure.delete(listener);
    },
    dispose: end,
  };
}

/** @throws MorError E-WORKER where the browser refuses the thread */
function begin(spawn: () => Thread): Thread {
  try {
    return spawn();
  } catch (error) {
    throw threadError(`could not be started: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** One thread from birth to death. Whatever waits for it rejects when it dies. */
class Life {
  /** Resolves when the thread has answered. */
  readonly ready: Promise<void>;
  readonly #core: Remote<EngineCore>;
  readonly #death: Promise<never>;
  #die: (error: Error) => void = () => {};
  #over = false;
  #unwatch: () => void = () => {};

  constructor(
    readonly thread: Thread,
    locks: LockManager | undefined,
    listener: CoreListener,
  ) {
    this.#death = new Promise((_, reject) => {
      this.#die = reject;
    });
    this.#death.catch(() => undefined);
    const fail = (error: MorErrorData) => {
      if (this.#over) return;
      this.end(MorError.fromData(error));
      listener.failed(error);
    };
    thread.onError((message) => fail(threadError(`failed${message ? `: ${message}` : ''}`).toData()));
    this.#core = wrap<EngineCore>(thread.endpoint);
    this.ready = this.#handshake(locks, { progress: listener.progress, failed: fail });
    this.ready.catch(() => undefined);
  }

  async call<T>(ask: (core: Remote<EngineCore>) => Promise<Outcome<T>>): Promise<T> {
    await Promise.race([this.ready, this.#death]);
    return unpack(await Promise.race([ask(this.#core), this.#death]));
  }

  end(reason: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#unwatch();
    this.thread.terminate();
    this.#die(reason);
  }

  async #handshake(locks: LockManager | undefined, listener: CoreListener): Promise<void> {
    const lock = locks ? `mor-explorer ${Date.now()} ${Math.random()}` : null;
    const timer = setTimeout(
      () => listener.failed(threadError(`did not answer within ${HANDSHAKE_MS / 1000} seconds`).toData()),
      HANDSHAKE_MS,
    );
    try {
      await Promise.race([this.#core.hello(proxy(listener), lock), this.#death]);
    } finally {
      clearTimeout(timer);
    }
    if (locks && lock !== null && !this.#over) {
      this.#unwatch = watchLock(locks, lock, () =>
        listener.failed(threadError('was stopped by the browser').toData()),
      );
    }
  }
}

function threadError(what: string): MorError {
  return new MorError(
    'E-WORKER',
    `The thread that computes ${what}.`,
    'Press Retry. If it happens again, close other tabs or reload the page.',
  );
}
