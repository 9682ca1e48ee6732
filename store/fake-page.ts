import { afterEach, beforeEach, vi } from 'vitest';
import { createFakeEngine } from '../workers/clients/fake';
import { fakeManifest, fakeTrace } from '../workers/clients/fake-trace';
import type { RecordedKey, RecordedSet } from '../workers/clients/recorded';
import { DEFAULT_SETTINGS } from './settings';
import { type AppStore, createAppStore } from './store';

/** For the tests of the page's state. */

export const FIRST = DEFAULT_SETTINGS.text;

/** Time passes in this file's tests only where they say so. */
export function withoutWaiting(): void {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

/** A page with a fake engine; the recorder knows the first preset with the default switches. */
export function fakePage({ search = '', recorded = true, manifest = async () => fakeManifest() } = {}) {
  const engine = createFakeEngine();
  const address = { value: search, writes: 0 };
  const store = createAppStore({
    engine,
    recorded: { find: async (key) => (recorded ? recordedSet(key) : null) },
    loadManifest: manifest,
    location: {
      search: () => address.value,
      replace: (next) => {
        address.value = next;
        address.writes += 1;
      },
    },
  });
  return { engine, store, address, state: () => store.getState() };
}

function recordedSet(key: RecordedKey): RecordedSet | null {
  const { text, routing, cache, recursions, rule } = key;
  if (text !== FIRST || `${routing} ${cache} ${recursions} ${rule}` !== 'expert recursion-wise 3 threshold')
    return null;
  const trace = (model: string) => fakeTrace({ model, text, rule: 'threshold', readouts: true }, 'wasm');
  return {
    mor: trace('nano/mor-expert'),
    recursive: trace('nano/recursive'),
    vanilla: trace('nano/vanilla'),
  };
}

/** Lets all timers and promises run until nothing is pending. */
export async function settle(store: AppStore): Promise<void> {
  let idle = false;
  store.whenIdle().then(() => {
    idle = true;
  });
  while (!idle) await vi.advanceTimersByTimeAsync(1);
}

/** A text's words as the fake models have them. */
export const words = (text: string) => text.match(/ ?\S+/g);
/** The tokens in view of a model. */
export const shown = (store: AppStore, role: 'mor' | 'recursive' | 'vanilla' = 'mor') =>
  store.getState().run.traces[role]?.tokens.map((token) => token.text) ?? null;
