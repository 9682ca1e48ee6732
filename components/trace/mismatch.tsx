'use client';

import type { CacheMismatch, KvCacheType } from '../../model/config';
import { mismatchOf } from '../../store/settings';
import { useApp } from '../app-store';

const CACHES: { readonly [cache in KvCacheType]: string } = {
  recursion_wise: 'the recursion-wise cache',
  recursive_sharing: 'the shared cache',
  full: 'a full cache',
};

/** “Mismatch: trained with the recursion-wise cache, run with the shared cache.” */
export function describeMismatch({ trained, served }: CacheMismatch): string {
  return `Mismatch: trained with ${CACHES[trained]}, run with ${CACHES[served]}.`;
}

/** How the run in view departs from the training of its model, or null. */
export function useMismatch(): CacheMismatch | null {
  const manifest = useApp((state) => state.manifest);
  const trace = useApp((state) => state.run.traces.mor);
  return mismatchOf(manifest, trace);
}

/** The mark of a mismatch for captions: its sentence, and a blank; nothing where the run is as the model was trained. */
export function MismatchNote() {
  const mismatch = useMismatch();
  return mismatch && <>{describeMismatch(mismatch)} </>;
}
