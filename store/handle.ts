import type { BackendName } from '../model/backend';
import { kvBytes, traceFlops } from '../model/cost';
import { encodeTrace, type TraceJson } from '../model/trace-json';
import type { Role } from './state';
import type { AppStore } from './store';

const BYTES_PER_ELEMENT = 4;

/** A trace as JSON holds it, with the figures the command line gives beside it (`npm run -s mor -- analyze --json`). */
export interface TraceReport extends TraceJson {
  /** FLOPs of the forward pass, real widths, head and routers counted. */
  readonly flops: number;
  /** Bytes of the key-value cache in float32. */
  readonly kvBytes: number;
}

/** `window.morExplorer`: what scripts and tests may ask of the page (docs/window-api.md). It reads and changes nothing. */
export interface MorExplorerHandle {
  /** Resolves when no run or load is pending. */
  whenIdle(): Promise<void>;
  /** The trace in view, or null. */
  trace(role?: Role): TraceReport | null;
  /** The backend that computes, or null while none does. */
  backend(): BackendName | null;
}

export function createMorExplorerHandle(store: AppStore): MorExplorerHandle {
  return {
    whenIdle: () => store.whenIdle(),
    trace: (role = 'mor') => {
      const trace = store.getState().run.traces[role];
      if (trace === null) return null;
      const flops = traceFlops(trace, 'honest').total;
      return { ...encodeTrace(trace), flops, kvBytes: kvBytes(trace, BYTES_PER_ELEMENT) };
    },
    backend: () => store.getState().run.backend?.backend ?? null,
  };
}
