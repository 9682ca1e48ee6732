import type { Trace } from '../model/trace';
import type { Role, RunState } from './state';

/** Runs of the same text made again for their times alone. */
export class Timings {
  readonly #runs = new Map<Role, Trace[]>();

  add(role: Role, run: Trace): void {
    this.#runs.set(role, [...(this.#runs.get(role) ?? []), run]);
  }

  /** Runs made of each. */
  get rounds(): number {
    return this.#runs.get('mor')?.length ?? 0;
  }

  /** The traces with the times of their median run: one real run's, its parts with it, the faster of two in the middle. */
  applyTo(traces: RunState['traces']): RunState['traces'] {
    const timed = (role: Role): Trace | null => {
      const trace = traces[role];
      const runs = [...(this.#runs.get(role) ?? [])].sort((a, b) => a.ms - b.ms);
      const median = runs[Math.floor((runs.length - 1) / 2)];
      if (trace === null || median === undefined) return trace;
      const recursions = trace.recursions.map((recursion, r) => ({
        ...recursion,
        ms: median.recursions[r]?.ms ?? recursion.ms,
      }));
      return { ...trace, recursions, ms: median.ms };
    };
    return { mor: timed('mor'), recursive: timed('recursive'), vanilla: timed('vanilla') };
  }
}
