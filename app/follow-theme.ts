import type { StoreApi } from 'zustand';
import type { AppState, Settings } from '../store/state';

/** Keeps the document's theme in step with the setting. public/first.js has set it for the first paint. */
export function followTheme(store: StoreApi<AppState>): () => void {
  const apply = (theme: Settings['theme']) => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  apply(store.getState().settings.theme);
  return store.subscribe((state, before) => {
    if (state.settings.theme !== before.settings.theme) apply(state.settings.theme);
  });
}
