import type { AppStore } from '../store/store';
import { createAppStore } from '../store/store';
import { siteBaseUrl } from '../workers/clients/base-url';
import { createLiveEngine } from '../workers/clients/live';
import { createRecordedEngine } from '../workers/clients/recorded';
import type { Engine } from '../workers/engine';
import { fetchManifest } from '../workers/manifest';

/** What one page owns: its state, and the engine behind it. */
export interface ExplorerPage {
  readonly store: AppStore;
  readonly engine: Engine;
}

/** Puts a page together. Nothing is fetched and no thread begins before `store.start()`, so it may be made on the server too. */
export function createPage(): ExplorerPage {
  const baseUrl = typeof window === 'undefined' ? 'http://localhost/' : siteBaseUrl();
  const engine = createLiveEngine({ baseUrl });
  const store = createAppStore({
    engine,
    recorded: createRecordedEngine(baseUrl),
    loadManifest: () => fetchManifest(baseUrl),
    location: {
      search: () => window.location.search,
      replace: (search) => {
        const { pathname, hash } = window.location;
        window.history.replaceState(window.history.state, '', `${pathname}${search}${hash}`);
      },
    },
  });
  return { store, engine };
}
