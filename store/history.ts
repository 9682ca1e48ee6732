import type { Settings } from './state';

/** Changes of one setting closer together than this are one step of undo, ms: typing, and a dial that is turned. */
export const COALESCE_MS = 1_000;
const LIMIT = 100;

/** Earlier settings, newest last. */
export class History {
  #steps: Settings[] = [];
  #lastKey: keyof Settings | null = null;
  #lastTime = Number.NEGATIVE_INFINITY;

  get canUndo(): boolean {
    return this.#steps.length > 0;
  }

  /** `key` is the one setting that changes, null where there are more; `now` in ms. */
  record(before: Settings, key: keyof Settings | null, now: number): void {
    const again = key !== null && key === this.#lastKey && now - this.#lastTime < COALESCE_MS;
    this.#lastKey = key;
    this.#lastTime = now;
    if (!(again && this.canUndo)) this.#steps = [...this.#steps.slice(1 - LIMIT), before];
  }

  back(): Settings | null {
    this.#lastKey = null;
    return this.#steps.pop() ?? null;
  }
}
