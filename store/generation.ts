import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MorErrorData } from '../model/errors';
import { asMorError } from '../workers/failure';
import type { Generator } from '../workers/generation';
import { Superseded } from '../workers/limiter';
import type { GenerationState } from './generation-state';
import { Idle } from './idle';
import type { Lives } from './lives';
import { type Source, WRITERS, type WriterRole } from './source';
import { reportWriting, type WritingReport } from './writing-report';
import { continuationOf, endOf, type Written } from './written';

/** What it asks: an engine that writes, its lives, the page. */
export interface GenerationDependencies {
  readonly generator: Generator;
  readonly lives: Lives;
  /** Asked whenever something begins; null while the models are not there. */
  readonly source: () => Source | null;
}

export interface GenerationStore extends StoreApi<GenerationState> {
  report(role: WriterRole): WritingReport | null;
  /** Resolves when nothing is asked of the generator. */
  whenIdle(): Promise<void>;
}

/** One writing from its beginning to its end. A newer one takes its place, and then whatever still comes for it is dropped. */
interface Session {
  readonly basis: Source;
  /** In view once both have read the prompt. */
  texts: GenerationState['written'];
  inView: boolean;
  /** Caches to be freed. */
  readonly ids: Map<WriterRole, number>;
  /** The engine's life that holds them; null before the first. */
  life: number | null;
  /** Goes on with the newest part of a text that fills the context. */
  slides: boolean;
  /** Rounds that may still be made before a pause. A round is one token of each. */
  wanted: number;
  made: number;
  busy: boolean;
  /** Tokens there were when the engine failed last: it may fail again, but not before another is written. */
  failedAt: number | null;
  /** What is in view until it is opened was written to its end. */
  readonly afterFinish: boolean;
}

/** The state of the Generate view and all that keeps it true. It outlives the view. */
export function createGeneration(dependencies: GenerationDependencies): GenerationStore {
  const { generator, lives, source } = dependencies;
  const idle = new Idle();
  let session: Session | null = null;
  /** Over, but could go on. */
  let kept: Session | null = null;

  const store = createStore<GenerationState>()((set, get) => ({
    status: 'idle',
    basis: null,
    written: { mor: null, vanilla: null },
    error: null,
    goOn: null,
    pinned: null,

    write: () => begin(Number.POSITIVE_INFINITY),
    pause: () => {
      if (session === null) return;
      session.wanted = 0;
      set({ status: 'paused' });
    },
    resume: () => {
      if (get().goOn === 'write-on') takeUp();
      go(Number.POSITIVE_INFINITY);
    },
    slide: () => {
      if (get().goOn !== 'slide') return;
      takeUp().slides = true;
      go(Number.POSITIVE_INFINITY);
    },
    step: () => {
      if (get().goOn === 'write-on') takeUp();
      if (session === null) begin(1);
      else go(session.wanted + 1);
    },
    stop: () => {
      if (session === null) return;
      const finished = !session.inView && session.afterFinish;
      end(session);
      set({ status: get().basis === null ? 'idle' : finished ? 'finished' : 'stopped' });
    },
    pin: (place) => {
      const there = place !== null && get().written[place.role]?.steps[place.index] !== undefined;
      set({ pinned: there ? place : null });
    },
  }));
  const { setState: set, getState: get } = store;

  function begin(rounds: number): void {
    const basis = source();
    if (basis === null) return;
    if (session) end(session);
    kept = null;
    session = {
      basis,
      texts: { mor: null, vanilla: null },
      inView: false,
      ids: new Map(),
      life: null,
      slides: false,
      wanted: 0,
      made: 0,
      busy: false,
      failedAt: null,
      afterFinish: get().status === 'finished',
    };
    set({ error: null, goOn: null });
    go(rounds);
  }

  function takeUp(): Session {
    if (kept === null) throw new Error('nothing is kept that could go on');
    session = kept;
    kept = null;
    session.failedAt = null;
    session.wanted = 0;
    set({ error: null, goOn: null });
    return session;
  }

  /** Lets the session make so many rounds more. */
  function go(rounds: number): void {
    const mine = session;
    if (mine === null) return;
    mine.wanted = rounds;
    set({ status: rounds === 0 ? 'paused' : mine.ids.size === 0 ? 'opening' : 'writing' });
    if (!mine.busy) void idle.track(pump(mine));
  }

  async function pump(mine: Session): Promise<void> {
    mine.busy = true;
    let inRound = false;
    while (session === mine) {
      try {
        await open(mine);
        if (session !== mine || mine.wanted === 0) break;
        mine.wanted -= 1;
        inRound = true;
        await round(mine);
      } catch (error) {
        if (inRound) mine.wanted += 1;
        if (session === mine && mine.wanted > 0) set({ status: 'opening' });
        const reason = await whyOver(mine, error);
        if (reason !== null) fail(mine, reason);
      }
      inRound = false;
    }
    mine.busy = false;
    if (session === mine) set({ status: 'paused' });
  }

  /** Lets each model read its text where no cache holds it: at the beginning, after a restart of the engine, or where it slides on. */
  async function open(mine: Session): Promise<void> {
    const life = await lives.life();
    if (session !== mine) return;
    if (life !== mine.life) mine.ids.clear();
    mine.life = life;
    const missing = WRITERS.filter((role) => !mine.ids.has(role) && goesOn(mine, role));
    if (missing.length === 0) return;
    set({ status: mine.wanted === 0 ? 'paused' : 'opening' });
    for (const role of missing) {
      await openOne(mine, role);
      if (session !== mine) return;
    }
    set({
      written: mine.texts,
      status: mine.wanted === 0 ? 'paused' : 'writing',
      ...(!mine.inView && { basis: mine.basis, pinned: null }),
    });
    mine.inView = true;
  }

  async function openOne(mine: Session, role: WriterRole): Promise<void> {
    const { models, text, rule, kvCache, choices } = mine.basis;
    const { tokens: _, ...sampling } = choices;
    const model = models[role];
    if (model === null) return;
    const before = mine.texts[role];
    const why = endOf(before) === 'context-full' ? 'slide' : 'restart';
    const opened = await ask(mine, () =>
      generator.openGeneration({
        model,
        text,
        rule,
        ...(role === 'mor' && { kvCache }),
        ...sampling,
        ...(before && { continued: continuationOf(before, why === 'slide') }),
        slide: mine.slides,
      }),
    );
    if (session !== mine) return free([opened.id]);
    mine.ids.set(role, opened.id);
    keep(
      mine,
      role,
      before
        ? { ...before, reopened: [...before.reopened, { why, after: before.steps.length, opened }] }
        : { opened, steps: [], reopened: [] },
    );
  }

  /** One more token of each model. After a failure in mid-round, only of those that had none in this round. */
  async function round(mine: Session): Promise<void> {
    for (const role of WRITERS) {
      const id = mine.ids.get(role);
      const before = mine.texts[role];
      if (id === undefined || before === null || before.steps.length > mine.made) continue;
      const step = await ask(mine, () => generator.nextToken(id));
      if (session !== mine) return;
      keep(mine, role, { ...before, steps: [...before.steps, step] });
      set({ written: mine.texts });
      if (step.end === null) continue;
      mine.ids.delete(role);
      free([id]);
    }
    mine.made += 1;
    const enough = mine.made >= mine.basis.choices.tokens;
    if (!enough && WRITERS.some((role) => goesOn(mine, role))) return;
    const full = WRITERS.some((role) => endOf(mine.texts[role]) === 'context-full');
    end(mine);
    if (full && !enough) kept = mine;
    set({ status: 'finished', goOn: kept && 'slide' });
  }

  function keep(mine: Session, role: WriterRole, text: Written): void {
    mine.texts = { ...mine.texts, [role]: text };
  }

  function goesOn({ basis, texts, slides }: Session, role: WriterRole): boolean {
    const end = endOf(texts[role]);
    return basis.models[role] !== null && (end === null || (end === 'context-full' && slides));
  }

  /** Asks the engine, unless it was started anew since: the caches that the task needs are gone then, and it rejects with Superseded. */
  async function ask<T>(mine: Session, task: () => Promise<T>): Promise<T> {
    if ((await lives.life()) !== mine.life) throw new Superseded();
    return lives.watch(task);
  }

  /** Why the writing ends with this error; null where it goes on, because the engine was started anew and can read the text again. */
  async function whyOver(mine: Session, error: unknown): Promise<MorErrorData | null> {
    try {
      if ((await lives.life()) === mine.life) return asMorError(error).toData();
    } catch (down) {
      return asMorError(error instanceof Superseded ? down : error).toData();
    }
    // The visitor chose another backend.
    if (error instanceof Superseded) return null;
    const tokens = WRITERS.reduce((sum, role) => sum + (mine.texts[role]?.steps.length ?? 0), 0);
    if (mine.failedAt === tokens) return asMorError(error).toData();
    mine.failedAt = tokens;
    return null;
  }

  function fail(mine: Session, error: MorErrorData): void {
    if (session !== mine) return;
    end(mine);
    const goOn = error.code === 'E-CONTEXT' ? 'slide' : mine.inView ? 'write-on' : null;
    if (goOn !== null) kept = mine;
    set({ status: 'failed', error, goOn });
  }

  function end(mine: Session): void {
    if (session === mine) session = null;
    free([...mine.ids.values()]);
    mine.ids.clear();
  }

  /** Where the engine is gone there is nothing left to free. */
  function free(ids: readonly number[]): void {
    for (const id of ids) idle.track(generator.closeGeneration(id)).catch(() => undefined);
  }

  return Object.assign(store, {
    report: (role: WriterRole) => reportWriting(get(), role),
    whenIdle: () => idle.whenIdle(),
  });
}
