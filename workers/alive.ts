/**
 * A browser does not tell a page that its worker was killed. But it frees the locks a dead thread held: the worker holds
 * one for as long as it lives, the page waits for it, and who gets it knows. Web Locks exist on secure origins only, and are
 * denied, to worker and page alike, in another site's frame where the browser keeps nothing for third parties.
 */

/** In the worker: resolves once the lock is held, which is until the thread ends, or is denied. */
export function holdLock(locks: LockManager, name: string): Promise<void> {
  return new Promise((resolve) => {
    locks
      .request(name, () => {
        resolve();
        return new Promise(() => {});
      })
      .catch(() => resolve());
  });
}

/** In the page: calls back when the holder is gone, unless stopped before by the returned function. */
export function watchLock(locks: LockManager, name: string, onFree: () => void): () => void {
  const stopped = new AbortController();
  locks.request(name, { signal: stopped.signal }, onFree).catch(() => undefined);
  return () => stopped.abort();
}
