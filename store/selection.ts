import type { Trace } from '../model/trace';
import type { AppState, RunState, Selection } from './state';

export const NO_SELECTION: Selection = { pinned: null, hovered: null, recursion: null, lit: null };

/** A position of the trace, or null. */
export function validPosition(position: number | null, trace: Trace | null): number | null {
  if (position === null || trace === null || !Number.isInteger(position)) return null;
  return position >= 0 && position < trace.tokens.length ? position : null;
}

/** A recursion of the trace, 1-based, or null. */
export function validRecursion(recursion: number | null, trace: Trace | null): number | null {
  if (recursion === null || trace === null || !Number.isInteger(recursion)) return null;
  return recursion >= 1 && recursion <= trace.config.numRecursions ? recursion : null;
}

/** On to the next recursion, or back to the one before; between the last and the first stands the whole run, null. */
export function scrubBy(
  { run, selection, scrub }: Pick<AppState, 'run' | 'selection' | 'scrub'>,
  by: 1 | -1,
): void {
  const places = (run.traces.mor?.recursions.length ?? 0) + 1;
  const next = ((selection.recursion ?? 0) + by + places) % places;
  scrub(next === 0 ? null : next);
}

/** The selection after another trace came: a pin stays while the text up to its token is the same. */
export function carrySelection(selection: Selection, before: Trace | null, after: Trace | null): Selection {
  const kept = (position: number | null) => {
    const valid = validPosition(position, after);
    return valid !== null && (before === null || sameTokens(before, after, valid + 1)) ? valid : null;
  };
  return {
    pinned: kept(selection.pinned),
    hovered: kept(selection.hovered),
    recursion: validRecursion(selection.recursion, after),
    lit: null,
  };
}

/** True where the first `count` tokens are the same. */
function sameTokens(a: Trace | null, b: Trace | null, count: number): boolean {
  if (a === null || b === null || a.tokens.length < count || b.tokens.length < count) return false;
  for (let t = 0; t < count; t++) if (a.tokens[t]!.id !== b.tokens[t]!.id) return false;
  return true;
}

/**
 * The trace of a baseline if it is of the same tokens as the MoR trace in view, so that the two may be set side by side;
 * null while the baseline's own is still on its way.
 */
export function comparable(run: RunState, role: 'recursive' | 'vanilla'): Trace | null {
  const { mor } = run.traces;
  const other = run.traces[role];
  if (mor === null || other === null || mor.tokens.length !== other.tokens.length) return null;
  return sameTokens(mor, other, mor.tokens.length) ? other : null;
}
