import { t } from '../../languages/current';
import type { LoadProgress } from '../../workers/engine';
import { bytes } from '../ui/format';

/** All models on their way, as one. */
export interface Loading {
  /** Bytes. */
  readonly loaded: number;
  readonly total: number;
  readonly sentence: string;
}

type Pending = LoadProgress & { readonly phase: Exclude<LoadProgress['phase'], 'ready'> };
const isPending = (progress: LoadProgress): progress is Pending => progress.phase !== 'ready';

/** Null where nothing is on its way. */
export function summarise(progress: { readonly [model: string]: LoadProgress }): Loading | null {
  const pending = Object.values(progress).filter(isPending);
  const [first] = pending;
  if (!first) return null;
  const loaded = pending.reduce((sum, each) => sum + each.loaded, 0);
  const total = pending.reduce((sum, each) => sum + each.total, 0);
  const phase = pending.find((each) => each.phase === 'download')?.phase ?? first.phase;
  const says = t().status.loading;
  const what = pending.length === 1 ? says.one(first.model) : says.many(pending.length);
  const kept = pending.every((each) => each.cached);
  return { loaded, total, sentence: says[phase](what, bytes(loaded), bytes(total), kept) };
}
