import { reportTrace, type TraceReport } from '../model/trace-report';
import { batchDesks, desks } from './desks';
import { mismatchOf } from './members';
import type { WriterRole } from './source';
import type { Role } from './state';
import type { AppStore } from './store';
import type { WritingReport } from './writing-report';

/** `window.morExplorer`: what scripts and tests may ask of the page (docs/window-api.md). It reads and changes nothing. */
export interface MorExplorerHandle {
  /** Resolves when no run or load is pending and nothing is being written. */
  whenIdle(): Promise<void>;
  /** The trace in view, or null. */
  trace(role?: Role): TraceReport | null;
  /** What a model has read and written, or null. */
  generation(role?: WriterRole): WritingReport | null;
  /** `webgpu`, `wasm` or `cpu`: what computes; `none` while nothing does. */
  backend(): string;
}

export function createMorExplorerHandle(store: AppStore): MorExplorerHandle {
  return {
    async whenIdle() {
      await store.whenIdle();
      await desks.get(store)?.whenIdle();
      await batchDesks.get(store)?.whenIdle();
    },
    trace: (role = 'mor') => {
      const { manifest, run } = store.getState();
      const trace = run.traces[role];
      return trace && reportTrace(trace, mismatchOf(manifest, trace)?.trained);
    },
    generation: (role = 'mor') => desks.get(store)?.report(role) ?? null,
    backend: () => store.getState().run.backend?.backend ?? 'none',
  };
}
