import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KvCacheType } from '../model/config';
import type { MorErrorData } from '../model/errors';
import type { Trace } from '../model/trace';
import type { BackendReport, Engine, RunRequest } from '../workers/engine';
import { asMorError } from '../workers/failure';
import { Superseded } from '../workers/limiter';
import { Idle } from './idle';
import { askedCache, resolveMember } from './members';
import type { SourcePage } from './source';

/** A text before and after one of its words was changed, and the models that read both. */
export interface Change {
  /** Manifest ids; vanilla null where the family has none. */
  readonly models: { readonly mor: string; readonly vanilla: string | null };
  /** A cache other than the one the MoR model was trained with. */
  readonly kvCache: KvCacheType | undefined;
  readonly before: string;
  /** The same as `before` while nothing is changed. */
  readonly after: string;
  /** The engine's life that is asked: another one is asked anew. */
  readonly backend: BackendReport;
}

/** One model under one rule reads both texts. The same trace twice while nothing is changed. */
export interface Pair {
  readonly before: Trace;
  readonly after: Trace;
}

/** What the change does under top-k, under threshold, and to vanilla, which has no router. */
export interface Comparison {
  readonly change: Change;
  readonly topk: Pair;
  readonly threshold: Pair;
  readonly vanilla: Pair | null;
}

/** Where a comparison stands. */
export type ComparingStatus =
  /** Nothing is asked: no text, or no model to ask. */
  | 'idle'
  /** Runs are under way; the comparison before stays. */
  | 'running'
  /** The comparison is of the change last asked for. */
  | 'ready'
  /** `error` says why. */
  | 'failed';

/** The Causality view's state. */
export interface CausalityState {
  readonly status: ComparingStatus;
  readonly comparison: Comparison | null;
  readonly error: MorErrorData | null;
  /** Runs a change; the newest wins. Null ends what is under way. */
  compare(change: Change | null): void;
  /** Asks again after a failure. */
  retry(): void;
}

export interface CausalityStore extends StoreApi<CausalityState> {
  /** Resolves when no run is under way. */
  whenIdle(): Promise<void>;
}

/** The state of the Causality view and all that keeps it true. It outlives the view. */
export function createCausality(engine: Pick<Engine, 'run'>): CausalityStore {
  const idle = new Idle();
  /** Traces of the change before: while somebody types, one of the two texts stays. */
  const known = new Map<string, Trace>();
  let wanted: Change | null = null;
  let backend: BackendReport | null = null;

  const store = createStore<CausalityState>()((set, get) => ({
    status: 'idle',
    comparison: null,
    error: null,
    compare: (change) => {
      wanted = change;
      if (change === null) set({ status: 'idle', error: null });
      else void idle.track(run(change));
    },
    retry: () => get().compare(wanted),
  }));
  const { setState: set } = store;

  async function run(change: Change): Promise<void> {
    if (change.backend !== backend) known.clear();
    backend = change.backend;
    set({ status: 'running', error: null });
    try {
      const comparison = await compare(change);
      set({ status: 'ready', comparison });
    } catch (error) {
      // A run that was dropped is asked for again by whoever dropped it.
      if (change !== wanted || error instanceof Superseded) return;
      set({ status: 'failed', comparison: null, error: asMorError(error).toData() });
    }
  }

  /** One run after another: those of one lane would take each other's place. */
  async function compare(change: Change): Promise<Comparison> {
    const { models, kvCache, before, after } = change;
    const used = new Set<string>();
    const traceOf = async (request: Pick<RunRequest, 'model' | 'rule' | 'text' | 'kvCache'>) => {
      const key = JSON.stringify(request);
      const trace = known.get(key) ?? (await engine.run({ ...request, readouts: true, lane: 'causality' }));
      known.set(key, trace);
      used.add(key);
      if (change !== wanted) throw new Superseded();
      return trace;
    };
    const pairOf = async (request: Pick<RunRequest, 'model' | 'rule' | 'kvCache'>) => ({
      before: await traceOf({ ...request, text: before }),
      after: await traceOf({ ...request, text: after }),
    });
    const topk = await pairOf({ model: models.mor, rule: 'topk', kvCache });
    const threshold = await pairOf({ model: models.mor, rule: 'threshold', kvCache });
    const vanilla =
      models.vanilla === null ? null : await pairOf({ model: models.vanilla, rule: 'threshold' });
    for (const key of known.keys()) if (!used.has(key)) known.delete(key);
    return { change, topk, threshold, vanilla };
  }

  return Object.assign(store, { whenIdle: () => idle.whenIdle() });
}

/** The page's text with a change made to it, for the models in view; null while they cannot be asked, or without a text. */
export function changeOf({ manifest, settings, run }: SourcePage, after: string): Change | null {
  if (manifest === null || run.backend === null || settings.text === '') return null;
  const { mor, vanilla } = resolveMember(manifest, settings);
  if (mor === null) return null;
  const models = { mor: mor.path, vanilla: vanilla?.path ?? null };
  const kvCache = askedCache(mor, settings);
  return { models, kvCache, before: settings.text, after, backend: run.backend };
}
