import { t } from '../languages/current';
import type { KvCacheType } from '../model/config';
import { MorError } from '../model/errors';
import type { Trace } from '../model/trace';
import { BACKEND_LABEL, nextBackend } from '../workers/backends';
import type { RecordedTraces } from '../workers/clients/recorded';
import type { BackendChoice, BackendReport, Engine, LoadProgress } from '../workers/engine';
import { asMorError } from '../workers/failure';
import { Superseded } from '../workers/limiter';
import type { Manifest, ManifestMember } from '../workers/manifest';
import type { Idle } from './idle';
import { askedCache, type Members, resolveMember, selectionRule } from './settings';
import type { Notice, Role, RunState, Settings } from './state';
import { Timings } from './timings';

/** How long typing is gathered before a run, ms from the first key stroke not yet run. */
export const TYPING_MS = 60;

/** A run is timed at most so often, and for about so long, ms. */
const TIMED_ROUNDS = 5;
const TIMING_MS = 1_500;

const ROLES: readonly Role[] = ['mor', 'recursive', 'vanilla'];
export const NO_TRACES: RunState['traces'] = { mor: null, recursive: null, vanilla: null };

/** Failures of the engine itself: it is started again, on another backend where there is one. */
const ENGINE_FAILURES: ReadonlySet<string> = new Set([
  'E-BACKEND',
  'E-DEVICE-LOST',
  'E-WORKER',
  'E-OUT-OF-MEMORY',
]);

/**
 * For those who keep something on the engine or ask it themselves. The engine lives from one start to the next; what was
 * kept on it goes with its life.
 */
export interface Lives {
  /** The life that can be asked now; waits for one that is on its way. Rejects with the reason where there is none. */
  life(): Promise<number>;
  /** Does the task; where the engine fails in it, it is started again as after a run that failed. Rejects as the task does. */
  watch<T>(task: () => Promise<T>): Promise<T>;
}

export interface RunnerHost {
  readonly engine: Engine;
  readonly recorded: Pick<RecordedTraces, 'find'>;
  readonly idle: Idle;
  settings(): Settings;
  run(): RunState;
  /** Fetched once; again after a failure. Takes the settings to a trained combination before it resolves. */
  manifest(): Promise<Manifest>;
  update(patch: Partial<RunState>): void;
  notify(notice: Notice): void;
}

/**
 * Keeps the traces in step with the settings. One wave for each change: the MoR model first, shown as soon as it is
 * there, then its baselines; a newer wave makes an older one stop at its next step. An engine that fails is started
 * again once, on the next backend; where nothing works the recorded traces remain.
 */
export class Runner implements Lives {
  readonly #host: RunnerHost;
  #wave = 0;
  /** Counts the engine's lives, so that one death is handled once. */
  #life = 0;
  #stopped = true;
  #up: Promise<BackendReport> | null = null;
  /** Where a failure moved the engine to; the visitor's own choice otherwise. */
  #moved: BackendChoice | null = null;
  /** Why the engine stays down until the visitor retries. */
  #down: MorError | null = null;
  #restarted = false;
  readonly #loaded = new Set<string>();
  readonly #loading = new Map<string, Promise<unknown>>();
  /** The settings whose live MoR trace is in view. */
  #inView: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #endTyping: () => void = () => {};
  #unlisten: (() => void)[] = [];

  constructor(host: RunnerHost) {
    this.#host = host;
  }

  start(): void {
    this.#stopped = false;
    this.#inView = null;
    const { engine } = this.#host;
    this.#unlisten = [
      engine.onProgress((progress) => this.#progress(progress)),
      engine.onFailure((failure) => this.#recover(MorError.fromData(failure), this.#life)),
    ];
    this.#reset(null);
    this.now();
  }

  stop(): void {
    this.#stopped = true;
    this.#wave += 1;
    this.#cancelTyping();
    for (const unlisten of this.#unlisten) unlisten();
    this.#reset(null);
    this.#host.engine.dispose();
  }

  /** After a key stroke. */
  soon(): void {
    if (this.#timer !== null) return;
    this.#endTyping = this.#host.idle.begin();
    this.#timer = setTimeout(() => this.now(), TYPING_MS);
  }

  /** After any other change. */
  now(): void {
    const wave = this.#host.idle.track(this.#runWave());
    this.#cancelTyping();
    void wave;
  }

  /** After another backend was chosen, or on the visitor's wish after a failure. */
  restart(): void {
    this.#reset(null);
    this.now();
  }

  /** Puts traces from a file into view; what is under way is dropped, and nothing is run until something asks for it. */
  show(traces: RunState['traces'], file: string): void {
    this.#wave += 1;
    this.#cancelTyping();
    this.#inView = null;
    this.#host.update({ status: 'ready', traces, recorded: false, file, timedRuns: 1, error: null });
  }

  /** After a failure: starts the engine again if it is down. */
  retry(): void {
    if (this.#down) this.restart();
    else this.now();
  }

  async life(): Promise<number> {
    const life = this.#life;
    try {
      await this.#engine();
    } catch (error) {
      if (life === this.#life) throw error;
    }
    return life === this.#life ? life : this.life();
  }

  async watch<T>(task: () => Promise<T>): Promise<T> {
    const life = this.#life;
    try {
      return await task();
    } catch (error) {
      this.#recoverIfDead(error, life);
      throw error;
    }
  }

  #cancelTyping(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#endTyping();
  }

  #reset(moved: BackendChoice | null): void {
    this.#life += 1;
    this.#up = null;
    this.#down = null;
    this.#moved = moved;
    this.#loaded.clear();
    this.#loading.clear();
    this.#host.update({ backend: null, progress: {} });
    if (moved === null) this.#restarted = false;
  }

  async #runWave(): Promise<void> {
    const wave = ++this.#wave;
    const current = () => wave === this.#wave;
    const life = this.#life;
    try {
      await this.#steps(current);
    } catch (error) {
      if (!current() || error instanceof Superseded || this.#recoverIfDead(error, life)) return;
      this.#host.update({ status: 'failed', error: asMorError(error).toData() });
    }
  }

  async #steps(current: () => boolean): Promise<void> {
    const host = this.#host;
    if (host.settings().text === '') {
      this.#inView = null;
      host.update({ status: 'empty', traces: NO_TRACES, recorded: false, file: null, error: null });
      if (this.#down === null) await this.#members(current).then(({ mor }) => this.#load(mor.path));
      return;
    }
    if (this.#down !== null) return this.#recordedOnly(this.#down, current);

    const waiting = this.#loaded.size === 0;
    host.update({ status: waiting ? 'loading' : 'running', error: null });
    let live = false;
    const early = waiting ? this.#showRecorded(() => current() && !live) : null;
    try {
      const members = await this.#members(current);
      await this.#runMembers(members, current, () => {
        live = true;
      });
    } finally {
      await early;
    }
  }

  /** The models of the settings, once the manifest is there and the engine is up. */
  async #members(current: () => boolean): Promise<Members & { mor: ManifestMember }> {
    const manifest = await this.#host.manifest();
    if (!current()) throw new Superseded();
    await this.#engine();
    if (!current()) throw new Superseded();
    const { mor, ...others } = resolveMember(manifest, this.#host.settings());
    if (mor === null) throw noModel();
    return { mor, ...others };
  }

  async #runMembers(members: Members, current: () => boolean, onLive: () => void): Promise<void> {
    const host = this.#host;
    const { text, rule } = host.settings();
    const caches = this.#caches(members);
    let failure: unknown = null;
    for (const role of ROLES) {
      const model = members[role]?.path;
      try {
        if (model !== undefined) await this.#load(model);
        if (!current()) return;
        if (role === 'mor') host.update({ status: 'running' });
        const asked = { text, rule: selectionRule(rule), kvCache: caches[role], readouts: true };
        const trace = model === undefined ? null : await host.engine.run({ model, ...asked });
        if (!current()) return;
        this.#show(role, trace);
        if (role === 'mor') {
          onLive();
          this.#inView = runKey(host.settings());
          this.#loadAhead(members);
        }
      } catch (error) {
        if (role === 'mor' || error instanceof Superseded || !current()) throw error;
        if (ENGINE_FAILURES.has(asMorError(error).code)) throw error;
        failure ??= error;
      }
    }
    if (failure !== null) throw failure;
    this.#restarted = false;
    host.update({ status: 'ready' });
    await this.#time(members, current);
  }

  /** The cache each model is asked to run under; undefined is its own. The baselines run as they were trained. */
  #caches({ mor }: Members): { readonly [role in Role]: KvCacheType | undefined } {
    const asked = mor === null ? undefined : askedCache(mor, this.#host.settings());
    return { mor: asked, recursive: undefined, vanilla: undefined };
  }

  /**
   * Runs the three again in turn, so that none pays alone for a cold start: each keeps the times of its median run. What
   * fails here is told by the next run that matters.
   */
  async #time(members: Members, current: () => boolean): Promise<void> {
    const { engine, settings, run, update } = this.#host;
    const { text, rule } = settings();
    const caches = this.#caches(members);
    const began = performance.now();
    const timings = new Timings();
    do {
      for (const role of ROLES) {
        const model = members[role]?.path;
        if (model === undefined || run().traces[role] === null) continue;
        const again = await engine
          .run({ model, text, rule: selectionRule(rule), kvCache: caches[role], readouts: false })
          .catch(() => null);
        if (again === null || !current()) return;
        timings.add(role, again);
      }
    } while (timings.rounds < TIMED_ROUNDS && performance.now() - began < TIMING_MS);
    update({ traces: timings.applyTo(run().traces), timedRuns: timings.rounds });
  }

  /** Lets the baselines come side by side; the run that needs one says if it failed. */
  #loadAhead({ recursive, vanilla }: Members): void {
    for (const member of [recursive, vanilla]) {
      if (member !== null) this.#host.idle.track(this.#load(member.path)).catch(() => undefined);
    }
  }

  #show(role: Role, trace: Trace | null): void {
    const { traces } = this.#host.run();
    this.#host.update({ traces: { ...traces, [role]: trace }, recorded: false, file: null, timedRuns: 1 });
  }

  async #load(model: string): Promise<void> {
    if (this.#loaded.has(model)) return;
    const life = this.#life;
    const loading = this.#loading.get(model) ?? this.#host.engine.load(model);
    this.#loading.set(model, loading);
    try {
      await loading;
      if (life === this.#life) this.#loaded.add(model);
    } finally {
      if (this.#loading.get(model) === loading) {
        this.#loading.delete(model);
        this.#forgetProgress(model);
      }
    }
  }

  async #engine(): Promise<void> {
    if (this.#stopped) throw new Superseded();
    if (this.#down) throw this.#down;
    this.#up ??= this.#startEngine().catch((error: unknown) => {
      this.#up = null;
      throw error;
    });
    await this.#up;
  }

  async #startEngine(): Promise<BackendReport> {
    const life = this.#life;
    const host = this.#host;
    const wanted = host.settings().backend;
    const report = await host.engine.start(this.#moved ?? wanted, host.settings().weights);
    if (life !== this.#life) throw new Superseded();
    host.update({ backend: report });
    if (this.#moved === null && wanted !== 'auto' && report.backend !== wanted) {
      const attempt = report.attempts.find((each) => each.backend === wanted);
      const reason = attempt?.reason ?? null;
      host.notify({
        id: 'backend',
        message: () => t().notices.otherBackend(BACKEND_LABEL[wanted], reason, BACKEND_LABEL[report.backend]),
      });
    }
    return report;
  }

  /** True where the error is the engine's own and not the request's. */
  #recoverIfDead(error: unknown, life: number): boolean {
    if (this.#down !== null || error instanceof Superseded) return false;
    const failure = asMorError(error);
    const dead = ENGINE_FAILURES.has(failure.code);
    if (dead) this.#recover(failure, life);
    return dead;
  }

  /** The engine died, lost its device or ran out of memory: once, go on with the next backend; then say why not. */
  #recover(error: MorError, life: number): void {
    if (life !== this.#life) return;
    const failed = error.code === 'E-BACKEND' ? undefined : this.#host.run().backend?.backend;
    const next = failed && !this.#restarted ? nextBackend(failed, error.code) : null;
    this.#reset(next);
    if (next === null) {
      this.#down = error;
    } else {
      this.#restarted = true;
      this.#host.notify({
        id: 'restart',
        message: () => t().notices.restarted(error.toData(), BACKEND_LABEL[next]),
      });
    }
    // A file in view stays there.
    if (this.#host.run().file === null) this.now();
  }

  async #recordedOnly(error: MorError, current: () => boolean): Promise<void> {
    const host = this.#host;
    const found = await this.#showRecorded(current);
    if (!current()) return;
    host.update({ status: found ? 'ready' : 'failed', error: error.toData() });
    host.notify({
      id: 'recorded',
      message: () => t().notices.onlyRecorded(error.toData()),
    });
  }

  /** Shows the recorded traces of these settings if there are any and they are still wanted when they come. */
  async #showRecorded(wanted: () => boolean): Promise<boolean> {
    if (this.#inView === runKey(this.#host.settings())) return true; // better ones are there
    const { servedCache, weights } = this.#host.settings();
    if (servedCache === 'other' || weights === 'int8') return false; // none was recorded so
    const traces = await this.#host.recorded.find(this.#host.settings()).catch(() => null);
    if (traces === null || !wanted()) return false;
    this.#inView = null;
    this.#host.update({ traces, recorded: true, file: null });
    return true;
  }

  #forgetProgress(model: string): void {
    const { [model]: gone, ...others } = this.#host.run().progress;
    if (gone !== undefined) this.#host.update({ progress: others });
  }

  #progress(progress: LoadProgress): void {
    const done = progress.phase === 'ready';
    if (done) this.#forgetProgress(progress.model);
    else this.#host.update({ progress: { ...this.#host.run().progress, [progress.model]: progress } });
    if (done && progress.verified === false) {
      this.#host.notify({ id: 'unverified', message: () => t().notices.unverified });
    }
  }
}

/** What a run depends on. */
function runKey(settings: Settings): string {
  const { text, routing, cache, recursions, model, rule, servedCache, weights } = settings;
  return JSON.stringify([text, routing, cache, recursions, model, rule, servedCache, weights]);
}

function noModel(): MorError {
  return new MorError(
    'E-MODEL-UNKNOWN',
    'This site has no model for these switches.',
    'Choose other switches or press Reset.',
  );
}
