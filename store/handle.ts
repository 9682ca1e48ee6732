import type { Trace } from '../model/trace';
import type { BackendReport } from '../workers/engine';
import type { Role } from './state';
import type { AppStore } from './store';

/** `window.morExplorer`: what scripts and tests may ask of the page (docs/window-api.md). It reads and changes nothing. */
export interface MorExplorerHandle {
  /** Resolves when no run or load is pending. */
  whenIdle(): Promise<void>;
  /** The trace in view, or null. */
  trace(role?: Role): Trace | null;
  /** The backend that computes and those tried before it, or null while none does. */
  backend(): BackendReport | null;
}

export function createMorExplorerHandle(store: AppStore): MorExplorerHandle {
  return {
    whenIdle: () => store.whenIdle(),
    trace: (role = 'mor') => store.getState().run.traces[role],
    backend: () => store.getState().run.backend,
  };
}
