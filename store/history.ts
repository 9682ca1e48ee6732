import type { Settings } from './state';

/** Edits of the text closer together than this are one step of undo, ms. */
export const COALESCE_MS = 1_000;
const LIMIT = 100;

/** Earlier settings, newest last. */
export class History {
  #steps: Settings[] = [];
  #lastEdit = Number.NEGATIVE_INFINITY;

  get canUndo(): boolean {
    return this.#steps.length > 0;
  }

  /** `now` in ms. */
  record(before: Settings, onlyText: boolean, now: number): void {
    const sameEdit = onlyText && this.canUndo && now - this.#lastEdit < COALESCE_MS;
    this.#lastEdit = onlyText ? now : Number.NEGATIVE_INFINITY;
    if (!sameEdit) this.#steps = [...this.#steps.slice(1 - LIMIT), before];
  }

  back(): Settings | null {
    this.#lastEdit = Number.NEGATIVE_INFINITY;
    return this.#steps.pop() ?? null;
  }
}
