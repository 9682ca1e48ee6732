import { reportTrace, type TraceReport } from '../model/trace-report';
import { mismatchOf } from './settings';
import type { Role } from './state';
import type { AppStore } from './store';

/** `window.morExplorer`: what scripts and tests may ask of the page (docs/window-api.md). It reads and changes nothing. */
export interface MorExplorerHandle {
  /** Resolves when no run or load is pending. */
  whenIdle(): Promise<void>;
  /** The trace in view, or null. */
  trace(role?: Role): TraceReport | null;
  /** `webgpu`, `wasm` or `cpu`: what computes; `none` while nothing does. */
  backend(): string;
}

export function createMorExplorerHandle(store: AppStore): MorExplorerHandle {
  return {
    whenIdle: () => store.whenIdle(),
    trace: (role = 'mor') => {
      const { manifest, run } = store.getState();
      const trace = run.traces[role];
      return trace && reportTrace(trace, mismatchOf(manifest, trace)?.trained);
    },
    backend: () => store.getState().run.backend?.backend ?? 'none',
  };
}
