import { createStore, type StoreApi } from 'zustand/vanilla';
import { type BatchMemory, batchMemory, equalMemory } from '../model/batching/equal-memory';
import type { ModelConfig } from '../model/config';
import type { MorErrorData } from '../model/errors';
import type { Batcher, Batching, BatchTick, Stretch } from '../workers/batching';
import type { Engine } from '../workers/engine';
import { asMorError } from '../workers/failure';
import { Superseded } from '../workers/limiter';
import { Idle } from './idle';
import type { Lives } from './lives';
import { promptsOf } from './prompts';
import { type Source, type SourcePage, sourceOf, WRITERS, type WriterRole } from './source';
import type { AppState } from './state';

/** What the page offers to write together. */
export interface BatchSource
  extends Pick<Source, 'models' | 'kvCache' | 'recursions' | 'context' | 'choices'> {
  /** Prompts there are. */
  readonly prompts: readonly string[];
  /** Texts from each. */
  readonly copies: number;
  /** Slots of vanilla's batch. */
  readonly slots: number;
}

/** What the page offers to write together; null until its models can be asked, or without a prompt. */
export function batchSourceOf(page: SourcePage): BatchSource | null {
  const source = sourceOf(page);
  const prompts = promptsOf(page.settings.prompts);
  if (source === null || prompts.length === 0) return null;
  const { models, kvCache, recursions, context, choices } = source;
  const { copies, slots } = page.settings;
  return { models, kvCache, recursions, context, choices, prompts, copies, slots };
}

/** One model's batch. */
export interface BatchRun {
  readonly opened: Batching;
  readonly config: ModelConfig;
  readonly memory: BatchMemory;
  readonly ticks: readonly BatchTick[];
  /** FLOPs (honest account) so far. */
  readonly flops: number;
  readonly over: boolean;
}

/** Where a run stands. */
export type BatchingStatus =
  /** Nothing was asked for yet. */
  | 'idle'
  /** Models are loaded and the batches opened. */
  | 'opening'
  | 'running'
  /** Held; the caches are kept. */
  | 'paused'
  /** Every text has ended. */
  | 'finished'
  | 'stopped'
  /** `error` says why; what was written stays. */
  | 'failed';

/** The Batching view's state. */
export interface BatchingState {
  readonly status: BatchingStatus;
  /** What is written from, as it was when it was begun; null before. */
  readonly basis: BatchSource | null;
  readonly runs: { readonly [role in WriterRole]: BatchRun | null };
  readonly error: MorErrorData | null;

  /** Begins anew; what was under way ends. */
  run(): void;
  /** After the ticks that are on their way. */
  pause(): void;
  resume(): void;
  /** One more tick of each, then a pause; begins anew where nothing is open. */
  step(): void;
  /** Ends and frees the caches; what was written stays. */
  stop(): void;
}

/** What it asks: the engine, the page, the clock. */
export interface BatchingDependencies {
  readonly engine: Batcher & Pick<Engine, 'load'>;
  readonly lives: Lives;
  /** Asked whenever something begins. */
  readonly source: () => BatchSource | null;
  /** Asked before every stretch. */
  readonly pace: () => AppState['settings']['pace'];
  /** Resolves after so many ms. */
  readonly wait: (ms: number) => Promise<void>;
}

export interface BatchingStore extends StoreApi<BatchingState> {
  /** Resolves when nothing is asked of the engine. */
  whenIdle(): Promise<void>;
}

/** At full pace each model goes on for about so long before the other does and the picture follows, ms. */
const STRETCH: Stretch = { ticks: 64, ms: 24 };
const ONE_TICK: Stretch = { ticks: 1, ms: 0 };
/** From one tick to the next at slow pace, ms. */
export const SLOW_MS = 400;

/** One run from its beginning to its end. A newer one takes its place, and whatever still comes for it is dropped. */
interface Session {
  readonly basis: BatchSource;
  readonly ids: Map<WriterRole, number>;
  runs: BatchingState['runs'];
  /** Stretches that may still be made before a pause. */
  wanted: number;
  stepwise: boolean;
  busy: boolean;
  /** The engine's life that holds the caches; null before the first. */
  life: number | null;
  /** Begun anew because the engine was: once, and not for ever. */
  readonly again: boolean;
}

/** The state of the Batching view and all that keeps it true. It outlives the view. */
export function createBatching({ engine, lives, source, pace, wait }: BatchingDependencies): BatchingStore {
  const idle = new Idle();
  let session: Session | null = null;

  const store = createStore<BatchingState>()((set, get) => ({
    status: 'idle',
    basis: null,
    runs: { mor: null, vanilla: null },
    error: null,

    run: () => begin(Number.POSITIVE_INFINITY),
    pause: () => {
      if (session === null) return;
      session.wanted = 0;
      set({ status: 'paused' });
    },
    resume: () => go(Number.POSITIVE_INFINITY),
    step: () => {
      if (session === null) begin(1);
      else go(session.stepwise ? session.wanted + 1 : 1);
    },
    stop: () => {
      if (session === null) return;
      end(session);
      set({ status: get().runs.mor === null ? 'idle' : 'stopped' });
    },
  }));
  const { setState: set } = store;

  function begin(stretches: number): void {
    const basis = source();
    if (basis === null) return;
    if (session) end(session);
    session = newSession(basis, false);
    set({ error: null });
    go(stretches);
  }

  function go(stretches: number): void {
    const mine = session;
    if (mine === null) return;
    mine.wanted = stretches;
    mine.stepwise = Number.isFinite(stretches);
    set({ status: mine.runs.mor === null ? 'opening' : 'running' });
    if (!mine.busy) void idle.track(pump(mine));
  }

  async function pump(mine: Session): Promise<void> {
    mine.busy = true;
    try {
      if (mine.runs.mor === null) await open(mine);
      while (session === mine && mine.wanted > 0) {
        mine.wanted -= 1;
        await round(mine);
        const slow = session === mine && mine.wanted > 0 && pace() === 'slow';
        if (slow) await wait(SLOW_MS);
      }
    } catch (error) {
      if (await canBeginAgain(mine, error)) beginAgain(mine);
      else fail(mine, error);
    }
    mine.busy = false;
    if (session === mine) set({ status: 'paused' });
  }

  /** Both at once in view: what they are held against each other by must be there for both. */
  async function open(mine: Session): Promise<void> {
    const { models, slots, context } = mine.basis;
    mine.life = await lives.life();
    const held = await heldFor(mine.basis);
    if (session !== mine) return;
    const budget = batchMemory(held.vanilla ?? held.mor, slots, context);
    const memory = { vanilla: budget, mor: equalMemory(held.mor, budget, context) };
    for (const role of WRITERS) {
      const [model, config] = [models[role], held[role]?.config];
      if (model === null || config === undefined) continue;
      const opened = await lives.watch(() =>
        engine.openBatch(requestOf(mine.basis, role, model, memory[role])),
      );
      if (session !== mine) return free([opened.id]);
      mine.ids.set(role, opened.id);
      const run = { opened, config, memory: memory[role], ticks: [], flops: 0, over: false };
      mine.runs = { ...mine.runs, [role]: run };
    }
    set({ basis: mine.basis, runs: mine.runs, status: mine.wanted === 0 ? 'paused' : 'running' });
  }

  async function heldFor({ models, kvCache }: BatchSource) {
    const mor = await lives.watch(() => engine.load(models.mor));
    const { vanilla } = models;
    return {
      mor: kvCache === undefined ? mor : { ...mor, config: { ...mor.config, kvCache } },
      vanilla: vanilla === null ? null : await lives.watch(() => engine.load(vanilla)),
    };
  }

  /** A stretch of each that is not over. */
  async function round(mine: Session): Promise<void> {
    const stretch = mine.stepwise || pace() === 'slow' ? ONE_TICK : STRETCH;
    for (const role of WRITERS) {
      const [id, before] = [mine.ids.get(role), mine.runs[role]];
      if (id === undefined || before === null || before.over) continue;
      const { ticks, flops, over } = await lives.watch(() => engine.advanceBatch(id, stretch));
      if (session !== mine) return;
      mine.runs = { ...mine.runs, [role]: { ...before, ticks: [...before.ticks, ...ticks], flops, over } };
      set({ runs: mine.runs });
    }
    if (WRITERS.some((role) => mine.runs[role]?.over === false)) return;
    end(mine);
    set({ status: 'finished' });
  }

  /** True where the engine failed, was started anew, and may be asked for the same once more. */
  async function canBeginAgain(mine: Session, error: unknown): Promise<boolean> {
    if (mine.again || error instanceof Superseded) return false;
    const life = await lives.life().catch(() => mine.life);
    return session === mine && life !== mine.life;
  }

  /** From the first token: the caches are gone with the engine that held them. What was written stays in view until then. */
  function beginAgain({ basis, wanted }: Session): void {
    session = newSession(basis, true);
    go(wanted);
  }

  function fail(mine: Session, error: unknown): void {
    if (session !== mine) return;
    end(mine);
    if (error instanceof Superseded) set({ status: store.getState().basis === null ? 'idle' : 'stopped' });
    else set({ status: 'failed', error: asMorError(error).toData() });
  }

  function end(mine: Session): void {
    if (session === mine) session = null;
    free([...mine.ids.values()]);
    mine.ids.clear();
  }

  /** Where the engine is gone there is nothing left to free. */
  function free(ids: readonly number[]): void {
    for (const id of ids) idle.track(engine.closeBatch(id)).catch(() => undefined);
  }

  return Object.assign(store, { whenIdle: () => idle.whenIdle() });
}

function newSession(basis: BatchSource, again: boolean): Session {
  const runs = { mor: null, vanilla: null };
  return { basis, ids: new Map(), runs, wanted: 0, stepwise: false, busy: false, life: null, again };
}

/** Text i is written from prompt i modulo their number, so that every prompt has its turn early. */
function requestOf(basis: BatchSource, role: WriterRole, model: string, { slots }: BatchMemory) {
  const { prompts, copies, choices, kvCache } = basis;
  return {
    model,
    prompts: Array.from({ length: copies }, () => prompts).flat(),
    policy: role === 'mor' ? ('depth' as const) : ('sequence' as const),
    slots,
    ...choices,
    ...(role === 'mor' && { kvCache }),
  };
}

/** True while there are caches to be freed. */
export function isBatchOpen(status: BatchingStatus): boolean {
  return status === 'opening' || status === 'running' || status === 'paused';
}
