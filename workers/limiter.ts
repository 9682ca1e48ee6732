/** A request rejects with this when a newer one replaced it. Nothing went wrong, so nothing is shown. */
export class Superseded extends Error {
  override readonly name = 'AbortError';

  constructor() {
    super('A newer request took the place of this one.');
  }
}

interface Waiting {
  readonly start: () => void;
  readonly drop: () => void;
}

/**
 * Latest wins: of the tasks under one key one runs at a time, and of those that wait only the newest is kept;
 * an older one that had not begun rejects with `Superseded`. A task that has begun runs to its end.
 */
export class LatestWins {
  readonly #running = new Set<string>();
  readonly #waiting = new Map<string, Waiting>();

  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const start = () => {
        this.#running.add(key);
        task()
          .then(resolve, reject)
          .finally(() => this.#next(key));
      };
      if (!this.#running.has(key)) {
        start();
        return;
      }
      this.#waiting.get(key)?.drop();
      this.#waiting.set(key, { start, drop: () => reject(new Superseded()) });
    });
  }

  /** Drops all that wait. */
  clear(): void {
    for (const waiting of this.#waiting.values()) waiting.drop();
    this.#waiting.clear();
  }

  #next(key: string): void {
    this.#running.delete(key);
    const waiting = this.#waiting.get(key);
    this.#waiting.delete(key);
    waiting?.start();
  }
}
