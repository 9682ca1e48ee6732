'use client';

import { useStore } from 'zustand';
import { createLessonProgress, type ProgressState } from '../../store/lesson-progress';

/** The one progress of this browser. */
export const progressStore = createLessonProgress(() => localStorage);

export function useProgress<T>(selector: (state: ProgressState) => T): T {
  return useStore(progressStore, selector);
}
