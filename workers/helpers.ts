import type { Helpers } from '../model/wasm/team';

/** More would leave a laptop's cores no room for the page, and a small model's rows are soon shared out. */
const MOST = 4;

/** How the compute thread starts threads that help it; undefined where the page may not share memory, or there is one core. */
export function pageHelpers(): Helpers | undefined {
  const threads = Math.min(navigator.hardwareConcurrency, MOST);
  if (!globalThis.crossOriginIsolated || threads < 2) return undefined;
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
