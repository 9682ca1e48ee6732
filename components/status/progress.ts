import type { LoadProgress } from '../../workers/engine';
import { bytes } from '../ui/format';

/** All models on their way, as one. */
export interface Loading {
  /** Bytes. */
  readonly loaded: number;
  readonly total: number;
  readonly sentence: string;
}

const PHASES = { download: 'Downloading', verify: 'Checking', prepare: 'Preparing', ready: 'Ready' } as const;

/** Null where nothing is on its way. */
export function summarise(progress: { readonly [model: string]: LoadProgress }): Loading | null {
  const pending = Object.values(progress).filter((each) => each.phase !== 'ready');
  const [first] = pending;
  if (!first) return null;
  const loaded = pending.reduce((sum, each) => sum + each.loaded, 0);
  const total = pending.reduce((sum, each) => sum + each.total, 0);
  const phase = pending.find((each) => each.phase === 'download')?.phase ?? first.phase;
  const what = pending.length === 1 ? first.model : `${pending.length} models`;
  const from = pending.every((each) => each.cached) ? ' from this browser’s store' : '';
  return { loaded, total, sentence: `${PHASES[phase]} ${what}${from}: ${bytes(loaded)} of ${bytes(total)}` };
}
