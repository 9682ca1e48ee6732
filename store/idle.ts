/** Knows whether anything is pending, so that a test waits for the page and not for time (after perfetto's idle detector). */
export class Idle {
  #pending = 0;
  #waiting: (() => void)[] = [];

  /** Something began; call what is returned, once or more, when it has ended. */
  begin(): () => void {
    this.#pending += 1;
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      this.#pending -= 1;
      if (this.#pending === 0) this.#settle();
    };
  }

  async track<T>(task: Promise<T>): Promise<T> {
    const end = this.begin();
    try {
      return await task;
    } finally {
      end();
    }
  }

  /** Resolves when nothing is pending. */
  async whenIdle(): Promise<void> {
    while (this.#pending > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #settle(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
