'use client';

import { t } from '../../languages/current';
import type { CacheMismatch } from '../../model/config';
import { mismatchOf } from '../../store/members';
import { useApp } from '../app-store';
import { describeMismatch } from './describe';

/** How the run in view departs from the training of its model, or null. */
export function useMismatch(): CacheMismatch | null {
  const manifest = useApp((state) => state.manifest);
  const trace = useApp((state) => state.run.traces.mor);
  return mismatchOf(manifest, trace);
}

/** The mark of a mismatch before captions: its sentence; nothing where the run is as the model was trained. */
export function MismatchNote() {
  const mismatch = useMismatch();
  return mismatch && describeMismatch(mismatch) + t().common.between;
}
