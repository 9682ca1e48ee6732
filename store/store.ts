import { createStore, type StoreApi } from 'zustand/vanilla';
import { t } from '../languages/current';
import type { RecordedTraces } from '../workers/clients/recorded';
import type { Engine } from '../workers/engine';
import { asMorError } from '../workers/failure';
import type { Manifest } from '../workers/manifest';
import { History } from './history';
import { Idle } from './idle';
import type { Unopened } from './import';
import type { Lives } from './lives';
import { capPrompts } from './prompts';
import { NO_TRACES, Runner } from './runner';
import { carrySelection, NO_SELECTION, validPosition, validRecursion } from './selection';
import {
  CHANGE_LIMIT,
  CHOICES,
  capText,
  DEFAULT_SETTINGS,
  inLooksOf,
  isLook,
  isRun,
  withinLimits,
} from './settings';
import type { AppState, Notice, RunState, Settings } from './state';
import { isModelKey, nearestTrained } from './trained';
import { fitsInLink, linkFromUrl, linkOf, linkTextNotice, linkToUrl, textCapNotice } from './url';

/** At most one change of the address in this time, ms: browsers refuse more than about three a second. */
export const URL_MS = 400;

/** What it asks; tests bring their own. */
export interface StoreDependencies {
  readonly engine: Engine;
  readonly recorded: Pick<RecordedTraces, 'find'>;
  /** Fetches and checks `public/models/index.json`. */
  readonly loadManifest: () => Promise<Manifest>;
  /** The address bar: read at `start`, and replaced, without a new entry in the history, when settings change. */
  readonly location?: {
    /** The query string, with its `?`. */
    search(): string;
    replace(search: string): void;
  };
}

export interface AppStore extends StoreApi<AppState> {
  readonly lives: Lives;
  /**
   * Reads the address, starts the engine and keeps everything in step until the returned function is called; may be
   * called again after that. Until then the store holds the defaults, on the server and in the first render alike.
   */
  start(): () => void;
  /** Resolves when no run, load or wait for the next key stroke is pending. Waits for `start` as well. */
  whenIdle(): Promise<void>;
}

const FIRST_RUN: RunState = {
  status: 'loading',
  traces: NO_TRACES,
  recorded: false,
  file: null,
  timedRuns: 1,
  error: null,
  backend: null,
  progress: {},
};

/** The page's state (`AppState`) and all that keeps it true. No React: components subscribe with zustand's `useStore`. */
export function createAppStore(dependencies: StoreDependencies): AppStore {
  const { engine, recorded, loadManifest, location } = dependencies;
  const idle = new Idle();
  let history = new History();
  let beginning: Partial<Settings> = {};
  let endOfBoot = idle.begin();
  let manifestComing: Promise<Manifest> | null = null;

  const store = createStore<AppState>()((set, get) => ({
    settings: DEFAULT_SETTINGS,
    manifest: null,
    run: FIRST_RUN,
    selection: NO_SELECTION,
    notices: [],
    canUndo: false,

    set: (patch) => {
      const before = get().settings;
      const next = admit({ ...before, ...patch }, changedSwitch(before, patch));
      if (same(before, next)) return;
      const changed = changedKeys(before, next);
      if (!changed.every(isLook)) {
        const [only] = changed;
        const dialled = changed.length === 1 && only !== undefined && !(only in CHOICES);
        history.record(before, dialled ? only : null, Date.now());
      }
      apply(next);
    },
    begin: (page, kept) => {
      const { settings } = get();
      const shown = Object.fromEntries(Object.entries(page).filter(([key]) => !kept.includes(key)));
      beginning = page;
      history = new History();
      select({ pinned: null, recursion: null });
      apply(admit({ ...settings, ...shown }, changedSwitch(settings, shown)));
    },
    reset: () => {
      const { settings } = get();
      const next = admit({ ...inLooksOf(DEFAULT_SETTINGS, settings), ...beginning }, null);
      set({ notices: [], selection: NO_SELECTION });
      if (get().run.file !== null) runner.now();
      if (same(settings, next)) return;
      history.record(settings, null, Date.now());
      apply(next);
    },
    undo: () => {
      const before = history.back();
      if (before !== null) apply(inLooksOf(before, get().settings));
    },
    retry: () => runner.retry(),
    open: (file) => idle.track(open(file)),
    pin: (position) => select({ pinned: validPosition(position, get().run.traces.mor) }),
    hover: (position) => select({ hovered: validPosition(position, get().run.traces.mor) }),
    light: (positions) => select({ lit: positions }),
    scrub: (recursion) => select({ recursion: validRecursion(recursion, get().run.traces.mor) }),
    dismiss: (id) => set({ notices: get().notices.filter((notice) => notice.id !== id) }),
  }));
  const { setState: set, getState: get } = store;

  const runner = new Runner({
    engine,
    recorded,
    idle,
    settings: () => get().settings,
    run: () => get().run,
    manifest,
    notify,
    update: (patch) => {
      const { run, selection } = get();
      const next = { ...run, ...patch };
      const [before, after] = [run.traces.mor, next.traces.mor];
      set({ run: next, ...(before !== after && { selection: carrySelection(selection, before, after) }) });
    },
  });

  /** Settings as the page can hold them: the text not too long, the switches on a model that was trained. */
  function admit(wanted: Settings, changed: keyof Settings | null): Settings {
    const capped = capText(wanted.text);
    if (capped !== null) notify(textCapNotice());
    const settings = withinLimits(
      {
        ...wanted,
        text: capped ?? wanted.text,
        changeTo: wanted.changeTo.slice(0, CHANGE_LIMIT),
        prompts: capPrompts(wanted.prompts),
      },
      get().settings,
    );
    const list = get().manifest;
    if (list === null) return settings;
    const nearest = nearestTrained(list, settings, changed);
    if (nearest) notify({ id: 'nearest', message: () => t().notices.nearest(nearest.wanted, nearest.moved) });
    else if (changed !== null) withdraw('nearest');
    return nearest?.settings ?? settings;
  }

  function apply(next: Settings): void {
    const before = get().settings;
    set({ settings: next, canUndo: history.canUndo });
    const changed = changedKeys(before, next).filter(isRun);
    if (changed.includes('text')) {
      select({ hovered: null });
      if (fitsInLink(next.text)) withdraw('link-text');
      else if (fitsInLink(before.text)) notify(linkTextNotice());
    }
    if (changed.includes('backend') || changed.includes('weights')) runner.restart();
    else if (changed.some((key) => key !== 'text')) runner.now();
    else if (changed.length > 0) runner.soon();
  }

  async function open(file: File): Promise<void> {
    const leaveShut = (said: Unopened) =>
      notify({ id: 'file', message: () => t().notices.file(said), code: said.error.code });
    try {
      const { readTraceFile } = await import('./import');
      const read = await readTraceFile(file);
      if ('error' in read) return leaveShut(read);
      const { settings, traces } = read;
      const before = get().settings;
      const next = admit({ ...before, ...settings }, null);
      if (changedKeys(before, next).some(isRun)) history.record(before, null, Date.now());
      set({ settings: next, canUndo: history.canUndo });
      runner.show(traces, file.name);
      withdraw('file');
    } catch (error) {
      leaveShut({ name: file.name, error: asMorError(error).toData(), unreadable: null });
    }
  }

  async function manifest(): Promise<Manifest> {
    const known = get().manifest;
    if (known !== null) return known;
    manifestComing ??= loadManifest().finally(() => {
      manifestComing = null;
    });
    const list = await manifestComing;
    if (get().manifest === null) {
      set({ manifest: list });
      set({ settings: admit(get().settings, null) });
    }
    return list;
  }

  function select(patch: Partial<AppState['selection']>): void {
    const { selection } = get();
    const next = { ...selection, ...patch };
    if (!same(selection, next)) set({ selection: next });
  }

  /** A notice of the same id takes the place of the older one. */
  function notify(notice: Notice): void {
    const others = get().notices.filter((each) => each.id !== notice.id);
    set({ notices: [...others, notice] });
  }

  function withdraw(id: string): void {
    if (get().notices.some((notice) => notice.id === id)) get().dismiss(id);
  }

  function start(): () => void {
    const { link, notices } = linkFromUrl(location?.search() ?? '');
    const { pinned, recursion, ...settings } = link;
    history = new History();
    beginning = {};
    set({
      settings,
      notices,
      run: FIRST_RUN,
      selection: { ...NO_SELECTION, pinned, recursion },
      canUndo: false,
    });
    if (!fitsInLink(settings.text)) notify(linkTextNotice());
    const leaveAddress = location ? mirrorInAddress(store, location) : () => {};
    runner.start();
    endOfBoot();
    return () => {
      endOfBoot = idle.begin();
      leaveAddress();
      runner.stop();
    };
  }

  return Object.assign(store, { start, lives: runner.lives, whenIdle: () => idle.whenIdle() });
}

function mirrorInAddress(
  store: StoreApi<AppState>,
  location: NonNullable<StoreDependencies['location']>,
): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const write = () => {
    timer = null;
    const search = location.search();
    const next = linkToUrl(linkOf(store.getState()), search);
    if (next !== search) location.replace(next);
  };
  const unsubscribe = store.subscribe((state, before) => {
    if (state.settings !== before.settings || state.selection !== before.selection)
      timer ??= setTimeout(write, URL_MS);
  });
  return () => {
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  };
}

/** The switch a patch turns: the first that changes of those that choose a model; null where none does. */
function changedSwitch(before: Settings, patch: Partial<Settings>): keyof Settings | null {
  const changed = changedKeys(before, { ...before, ...patch });
  return changed.find(isModelKey) ?? null;
}

function changedKeys(before: Settings, after: Settings): (keyof Settings)[] {
  return (Object.keys(after) as (keyof Settings)[]).filter((key) => before[key] !== after[key]);
}

function same<T extends object>(a: T, b: T): boolean {
  return (Object.keys(a) as (keyof T)[]).every((key) => a[key] === b[key]);
}
