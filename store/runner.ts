import { t } from '../languages/current';
import type { KvCacheType } from '../model/config';
import { MorError } from '../model/errors';
import type { Trace } from '../model/trace';
import type { RecordedTraces } from '../workers/clients/recorded';
import type { Engine } from '../workers/engine';
import { asMorError } from '../workers/failure';
import { Superseded } from '../workers/limiter';
import type { Manifest, ManifestMember } from '../workers/manifest';
import type { Idle } from './idle';
import { EngineLives, isEngineFailure, type Lives } from './lives';
import { Loads } from './loads';
import { askedCache, type Members, resolveMember, selectionRule } from './members';
import type { Notice, Role, RunState, Settings } from './state';
import { Timings } from './timings';

/** How long typing is gathered before a run, ms from the first key stroke not yet run. */
export const TYPING_MS = 60;

/** A run is timed at most so often, and for about so long, ms. */
const TIMED_ROUNDS = 5;
const TIMING_MS = 1_500;

const ROLES: readonly Role[] = ['mor', 'recursive', 'vanilla'];
export const NO_TRACES: RunState['traces'] = { mor: null, recursive: null, vanilla: null };

/** What `Runner` needs of the page. */
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
 * there, then its baselines; a newer wave makes an older one stop at its next step. Where no engine works the recorded
 * traces remain.
 */
export class Runner {
  readonly #host: RunnerHost;
  readonly #lives: EngineLives;
  readonly #loads: Loads;
  #wave = 0;
  /** The settings whose live MoR trace is in view. */
  #inView: string | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #endTyping: () => void = () => {};
  #unlisten = () => {};

  constructor(host: RunnerHost) {
    const { engine, settings, run, update, notify } = host;
    this.#host = host;
    this.#loads = new Loads({ engine, run, update, notify });
    this.#lives = new EngineLives({
      engine,
      settings,
      run,
      update,
      notify,
      begins: () => {
        this.#loads.clear();
        update({ backend: null, progress: {} });
      },
      ended: () => {
        if (run().file === null) this.now(); // a file in view stays there
      },
    });
  }

  get lives(): Lives {
    return this.#lives;
  }

  start(): void {
    this.#inView = null;
    this.#unlisten = this.#loads.listen();
    this.#lives.start();
    this.now();
  }

  stop(): void {
    this.#wave += 1;
    this.#cancelTyping();
    this.#unlisten();
    this.#lives.stop();
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
    this.#lives.renew();
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
    if (this.#lives.down) this.restart();
    else this.now();
  }

  #cancelTyping(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#endTyping();
  }

  async #runWave(): Promise<void> {
    const wave = ++this.#wave;
    const current = () => wave === this.#wave;
    const life = this.#lives.current;
    try {
      await this.#steps(current);
    } catch (error) {
      if (!current() || error instanceof Superseded || this.#lives.recoverFrom(error, life)) return;
      this.#host.update({ status: 'failed', error: asMorError(error).toData() });
    }
  }

  async #steps(current: () => boolean): Promise<void> {
    const host = this.#host;
    if (host.settings().text === '') {
      this.#inView = null;
      host.update({ status: 'empty', traces: NO_TRACES, recorded: false, file: null, error: null });
      if (this.#lives.down === null)
        await this.#members(current).then(({ mor }) => this.#loads.load(mor.path));
      return;
    }
    const { down } = this.#lives;
    if (down !== null) return this.#recordedOnly(down, current);

    const waiting = !this.#loads.some;
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
    await this.#lives.ready();
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
        if (model !== undefined) await this.#loads.load(model);
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
        if (isEngineFailure(error)) throw error;
        failure ??= error;
      }
    }
    if (failure !== null) throw failure;
    this.#lives.proved();
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
      if (member !== null) this.#host.idle.track(this.#loads.load(member.path)).catch(() => undefined);
    }
  }

  #show(role: Role, trace: Trace | null): void {
    const { traces } = this.#host.run();
    this.#host.update({ traces: { ...traces, [role]: trace }, recorded: false, file: null, timedRuns: 1 });
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
