import type { Helpers } from '../model/wasm/team';

/** A text's rows are few: what more threads did would hardly be worth telling them. */
const MOST = 4;

/**
 * Threads to compute on. One where the page may not share memory; one core fewer than there are, for the page draws while they
 * compute, and all must wait for the one that it holds up.
 */
export function usefulThreads(): number {
  if (!globalThis.crossOriginIsolated) return 1;
  return Math.max(1, Math.min(navigator.hardwareConcurrency - 1, MOST));
}

/** Workers that help the thread that asks; none where it is to compute alone. */
export function workerHelpers(threads: number): Helpers | undefined {
  if (threads === 1) return undefined;
  return {
    threads,
    start: (script, task) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(script, { type: 'module' });
        worker.onmessage = () => resolve(worker);
        worker.onerror = ({ message }) => reject(new Error(`a thread did not start: ${message ?? ''}`));
        worker.postMessage(task);
      }),
  };
}
