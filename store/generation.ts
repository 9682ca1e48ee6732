import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KvCacheType } from '../model/config';
import type { MorErrorData } from '../model/errors';
import type { SelectionRule } from '../model/trace';
import { asMorError } from '../workers/failure';
import type { Generation, GenerationStep, Generator, SamplingOptions } from '../workers/generation';
import { Superseded } from '../workers/limiter';
import { Idle } from './idle';
import { askedCache, resolveMember, selectionRule } from './settings';
import type { AppState } from './state';

/** The two that write side by side. */
export type WriterRole = 'mor' | 'vanilla';

export const WRITERS: readonly WriterRole[] = ['mor', 'vanilla'];

/** What the visitor asks for beside the prompt. */
export interface Choices extends SamplingOptions {
  /** Tokens each model is to write. */
  readonly tokens: number;
}

/** What the page offers to write from. */
export interface Source {
  readonly text: string;
  readonly rule: SelectionRule;
  /** Manifest ids; vanilla null where the family has none. */
  readonly models: { readonly mor: string; readonly vanilla: string | null };
  /** The cache MoR writes under where it was trained with the other one; undefined for its own. */
  readonly kvCache?: KvCacheType | undefined;
  readonly routing: AppState['settings']['routing'];
  readonly recursions: AppState['settings']['recursions'];
  /** Tokens the models hold in all. */
  readonly context: number;
  readonly choices: Choices;
}

/** What one model has read and written. */
export interface Written {
  readonly opened: Generation;
  readonly steps: readonly GenerationStep[];
}

export type WritingStatus =
  /** Nothing was asked for yet. */
  | 'idle'
  /** Models are loaded and read the prompt; what was written before stays. */
  | 'opening'
  | 'writing'
  /** Held; the caches are kept. */
  | 'paused'
  /** As many tokens as asked for, or both models could not go on. */
  | 'finished'
  | 'stopped'
  /** `error` says why; what was written stays. */
  | 'failed';

export interface PinnedStep {
  readonly role: WriterRole;
  /** Index into `Written.steps`. */
  readonly index: number;
}

export interface GenerationState {
  readonly status: WritingStatus;
  /** What the text was written from, as it was when it was begun; null until something was written. */
  readonly basis: Source | null;
  readonly written: { readonly [role in WriterRole]: Written | null };
  readonly error: MorErrorData | null;
  readonly pinned: PinnedStep | null;

  /** Begins anew from the page's text; what was under way ends. */
  write(): void;
  /** After the tokens that are on their way. */
  pause(): void;
  /** Goes on after a pause. */
  resume(): void;
  /** One more token of each, then a pause; begins anew where nothing is open. */
  step(): void;
  /** Ends and frees both caches; what was written stays. */
  stop(): void;
  pin(place: PinnedStep | null): void;
}

export interface GenerationDependencies {
  readonly generator: Generator;
  /** Asked whenever something begins; null while the models are not there. */
  readonly source: () => Source | null;
}

export interface GenerationStore extends StoreApi<GenerationState> {
  /** Resolves when nothing is asked of the generator. */
  whenIdle(): Promise<void>;
}

/** One writing from its beginning to its end. A newer one takes its place, and then whatever still comes for it is dropped. */
interface Session {
  readonly basis: Source;
  /** Caches to be freed. */
  readonly ids: Map<WriterRole, number>;
  opened: boolean;
  /** What is in view until it is opened was written to its end. */
  readonly afterFinish: boolean;
  /** Rounds that may still be made before a pause. A round is one token of each. */
  wanted: number;
  made: number;
  busy: boolean;
}

/** The state of the Generate view and all that keeps it true. It outlives the view. */
export function createGeneration(dependencies: GenerationDependencies): GenerationStore {
  const { generator, source } = dependencies;
  const idle = new Idle();
  let session: Session | null = null;

  const store = createStore<GenerationState>()((set, get) => ({
    status: 'idle',
    basis: null,
    written: { mor: null, vanilla: null },
    error: null,
    pinned: null,

    write: () => begin(Number.POSITIVE_INFINITY),
    pause: () => {
      if (session === null) return;
      session.wanted = 0;
      set({ status: 'paused' });
    },
    resume: () => go(Number.POSITIVE_INFINITY),
    step: () => (session === null ? begin(1) : go(session.wanted + 1)),
    stop: () => {
      if (session === null) return;
      const finished = !session.opened && session.afterFinish;
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
    const from = source();
    if (from === null) return;
    if (session) end(session);
    const mine: Session = {
      basis: from,
      ids: new Map(),
      opened: false,
      afterFinish: get().status === 'finished',
      wanted: rounds,
      made: 0,
      busy: false,
    };
    session = mine;
    set({ status: 'opening', error: null });
    void idle.track(open(mine));
  }

  async function open(mine: Session): Promise<void> {
    const { models, text, rule, kvCache, choices } = mine.basis;
    const { tokens: _, ...sampling } = choices;
    const opened: { [role in WriterRole]: Written | null } = { mor: null, vanilla: null };
    try {
      for (const role of WRITERS) {
        const model = models[role];
        if (model === null) continue;
        const asked = { model, text, rule, ...(role === 'mor' && { kvCache }), ...sampling };
        const generation = await generator.openGeneration(asked);
        if (session !== mine) return free([generation.id]);
        mine.ids.set(role, generation.id);
        opened[role] = { opened: generation, steps: [] };
      }
    } catch (error) {
      return fail(mine, error);
    }
    mine.opened = true;
    set({ basis: mine.basis, written: opened, pinned: null });
    go(mine.wanted);
  }

  /** Lets the session make so many rounds more. */
  function go(rounds: number): void {
    const mine = session;
    if (mine === null) return;
    mine.wanted = rounds;
    set({ status: rounds === 0 ? 'paused' : mine.opened ? 'writing' : 'opening' });
    if (mine.opened && !mine.busy) void idle.track(pump(mine));
  }

  async function pump(mine: Session): Promise<void> {
    mine.busy = true;
    try {
      while (session === mine && mine.wanted > 0) {
        mine.wanted -= 1;
        await round(mine);
      }
    } catch (error) {
      return fail(mine, error);
    } finally {
      mine.busy = false;
    }
    if (session === mine) set({ status: 'paused' });
  }

  async function round(mine: Session): Promise<void> {
    for (const role of WRITERS) {
      const id = mine.ids.get(role);
      if (id === undefined || endOf(get().written[role]) !== null) continue;
      const step = await generator.nextToken(id);
      if (session !== mine) return;
      const { written } = get();
      const before = written[role];
      if (before) set({ written: { ...written, [role]: { ...before, steps: [...before.steps, step] } } });
    }
    mine.made += 1;
    const { written } = get();
    const over = WRITERS.every((role) => written[role] === null || endOf(written[role]) !== null);
    if (!over && mine.made < mine.basis.choices.tokens) return;
    end(mine);
    set({ status: 'finished' });
  }

  function fail(mine: Session, error: unknown): void {
    if (session !== mine) return;
    end(mine);
    set({ status: 'failed', error: error instanceof Superseded ? RESTARTED : asMorError(error).toData() });
  }

  function end(mine: Session): void {
    if (session === mine) session = null;
    free([...mine.ids.values()]);
  }

  /** Where the engine is gone there is nothing left to free. */
  function free(ids: readonly number[]): void {
    for (const id of ids) idle.track(generator.closeGeneration(id)).catch(() => undefined);
  }

  return Object.assign(store, { whenIdle: () => idle.whenIdle() });
}

const RESTARTED: MorErrorData = {
  code: 'E-WORKER',
  message: 'The compute thread was started anew while the models were writing.',
  remedy: 'Press Again to write from the beginning.',
};

/** Why a model cannot go on, or null. */
export function endOf(written: Written | null): GenerationStep['end'] {
  return written?.steps.at(-1)?.end ?? null;
}

/** True while there are caches to be freed. */
export function isOpen(status: WritingStatus): boolean {
  return status === 'opening' || status === 'writing' || status === 'paused';
}

/** The parts of the page that say what is written from. */
export interface SourcePage extends Pick<AppState, 'manifest' | 'settings'> {
  readonly run: Pick<AppState['run'], 'backend'>;
}

/** What the page offers to write from; null until its models can be asked. */
export function sourceOf({ manifest, settings, run }: SourcePage): Source | null {
  if (manifest === null || run.backend === null) return null;
  const { mor, vanilla } = resolveMember(manifest, settings);
  const family = manifest.families.find((each) => each.id === settings.model);
  if (mor === null || family === undefined) return null;
  return {
    text: settings.text,
    rule: selectionRule(settings.rule),
    models: { mor: mor.path, vanilla: vanilla?.path ?? null },
    kvCache: askedCache(mor, settings),
    routing: settings.routing,
    recursions: settings.recursions,
    context: family.context,
    choices: {
      tokens: Math.min(settings.tokens, family.context),
      temperature: settings.temperature,
      topK: settings.topK,
      topP: settings.topP,
      seed: settings.seed,
    },
  };
}

/** The prompt and what was written after it, without the sign that ends a text. */
export function wholeText(basis: Source, written: Written): string {
  const pieces = written.steps.filter((step) => step.end !== 'end-of-text').map((step) => step.token.text);
  return basis.text + pieces.join('');
}

/** What is no longer as it was when the text was written. */
export type Change = 'text' | 'models' | 'choices';

export function changesSince(basis: Source, source: Source | null): readonly Change[] {
  if (source === null) return [];
  const sameModels =
    source.rule === basis.rule &&
    source.kvCache === basis.kvCache &&
    source.models.mor === basis.models.mor &&
    source.models.vanilla === basis.models.vanilla;
  const keys = Object.keys(source.choices) as (keyof Choices)[];
  const changed: { readonly [change in Change]: boolean } = {
    text: source.text !== basis.text,
    models: !sameModels,
    choices: keys.some((key) => source.choices[key] !== basis.choices[key]),
  };
  return (['text', 'models', 'choices'] as const).filter((change) => changed[change]);
}
