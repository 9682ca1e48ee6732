'use client';

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createLessonProgress, type ProgressState } from '../../store/lesson-progress';

/** The one progress of this browser. */
export const progressStore = createLessonProgress(() => localStorage);

/** True once what this browser has kept is there: the page as it is served knows of none. */
export function useKept(): boolean {
  const [kept, setKept] = useState(false);
  useEffect(() => {
    void Promise.resolve(progressStore.persist.rehydrate()).then(() => setKept(true));
  }, []);
  return kept;
}

export function useProgress<T>(selector: (state: ProgressState) => T): T {
  return useStore(progressStore, selector);
}
