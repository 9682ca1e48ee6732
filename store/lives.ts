import { t } from '../languages/current';
import { MorError } from '../model/errors';
import { nextBackend } from '../workers/backends';
import type { BackendChoice, BackendReport, Engine } from '../workers/engine';
import { asMorError } from '../workers/failure';
import { Superseded } from '../workers/limiter';
import type { Notice, RunState, Settings } from './state';

/** Failures of the engine itself: it is started again, on another backend where there is one. */
const ENGINE_FAILURES: ReadonlySet<string> = new Set([
  'E-BACKEND',
  'E-DEVICE-LOST',
  'E-WORKER',
  'E-OUT-OF-MEMORY',
]);

/** True where the engine itself failed, and not what was asked of it. */
export function isEngineFailure(error: unknown): boolean {
  return ENGINE_FAILURES.has(asMorError(error).code);
}

/**
 * For those who keep something on the engine (a cache, a batch) or ask it themselves. The engine lives from one start to the
 * next, and each life has a number; what was kept on it is gone when its life ends.
 */
export interface Lives {
  /** The number of the life that can be asked now; waits for one that is starting. Rejects with the reason where there is none. */
  life(): Promise<number>;
  /** Does the task; where the engine fails in it, it is started again as after a run that failed. Rejects as the task does. */
  watch<T>(task: () => Promise<T>): Promise<T>;
}

/** What `EngineLives` needs of the page. */
export interface LivesHost {
  readonly engine: Engine;
  settings(): Settings;
  run(): RunState;
  update(patch: Partial<RunState>): void;
  notify(notice: Notice): void;
  /** A new life begins, with nothing on the engine. */
  begins(): void;
  /** A life ended by a failure: another can be asked, or `down` says why there is none. */
  ended(): void;
}

/**
 * Starts the engine when it is first needed, and again when it fails: once on the next backend; after that it stays down
 * until the visitor retries.
 */
export class EngineLives implements Lives {
  readonly #host: LivesHost;
  #stopped = true;
  /** The number of the present life, so that one death is handled once however often it is told. */
  #current = 0;
  #starting: Promise<void> | null = null;
  /** Where a failure moved the engine to; null where the visitor's own choice holds. */
  #moved: BackendChoice | null = null;
  #restarted = false;
  #down: MorError | null = null;
  #unlisten = () => {};

  constructor(host: LivesHost) {
    this.#host = host;
  }

  /** The number of the present life, which may not have begun. */
  get current(): number {
    return this.#current;
  }

  /** Why the engine stays down until the visitor retries; null where it can be asked. */
  get down(): MorError | null {
    return this.#down;
  }

  start(): void {
    this.#stopped = false;
    this.#unlisten = this.#host.engine.onFailure((failure) =>
      this.#recover(MorError.fromData(failure), this.#current),
    );
    this.renew();
  }

  stop(): void {
    this.#stopped = true;
    this.#unlisten();
    this.renew();
    this.#host.engine.dispose();
  }

  /** Begins a new life on the backend that the visitor chose. */
  renew(): void {
    this.#restarted = false;
    this.#begin(null);
  }

  /** The engine has done what it is for: should it fail later, it may be started again. */
  proved(): void {
    this.#restarted = false;
  }

  /** Resolves when the engine can be asked. Rejects with the reason where it cannot. */
  async ready(): Promise<void> {
    if (this.#stopped) throw new Superseded();
    if (this.#down) throw this.#down;
    this.#starting ??= this.#startEngine().catch((error: unknown) => {
      this.#starting = null;
      throw error;
    });
    await this.#starting;
  }

  async life(): Promise<number> {
    const life = this.#current;
    try {
      await this.ready();
    } catch (error) {
      if (life === this.#current) throw error;
    }
    return life === this.#current ? life : this.life();
  }

  async watch<T>(task: () => Promise<T>): Promise<T> {
    const life = this.#current;
    try {
      return await task();
    } catch (error) {
      this.recoverFrom(error, life);
      throw error;
    }
  }

  /** Starts the engine again where the error, met in this life, is the engine's own. True where it is. */
  recoverFrom(error: unknown, life: number): boolean {
    if (this.#down !== null || error instanceof Superseded || !isEngineFailure(error)) return false;
    this.#recover(asMorError(error), life);
    return true;
  }

  #begin(moved: BackendChoice | null): void {
    this.#current += 1;
    this.#starting = null;
    this.#down = null;
    this.#moved = moved;
    this.#host.begins();
  }

  #recover(error: MorError, life: number): void {
    if (life !== this.#current) return;
    const failed = error.code === 'E-BACKEND' ? undefined : this.#host.run().backend?.backend;
    const next = failed && !this.#restarted ? nextBackend(failed, error.code) : null;
    this.#begin(next);
    if (next === null) {
      this.#restarted = false;
      this.#down = error;
    } else {
      this.#restarted = true;
      this.#host.notify({
        id: 'restart',
        message: () => t().notices.restarted(error.toData(), t().status.backends[next]),
      });
    }
    this.#host.ended();
  }

  async #startEngine(): Promise<void> {
    const life = this.#current;
    const { engine, settings, update } = this.#host;
    const { backend: wanted, weights } = settings();
    const report = await engine.start(this.#moved ?? wanted, weights);
    if (life !== this.#current) throw new Superseded();
    update({ backend: report });
    if (this.#moved === null) this.#tellBackend(wanted, report);
  }

  /** The visitor chose a backend and got another. */
  #tellBackend(wanted: BackendChoice, { backend, attempts }: BackendReport): void {
    if (wanted === 'auto' || backend === wanted) return;
    const refused = attempts.find((each) => each.backend === wanted)?.refused ?? null;
    this.#host.notify({
      id: 'backend',
      message: () => t().notices.otherBackend(wanted, refused, backend),
    });
  }
}
