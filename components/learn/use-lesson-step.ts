'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { type Lesson, type LessonPage, pageAt } from '../../lessons/schema';
import type { ProgressStore } from '../../store/lesson-progress';
import { useAppStore } from '../app-store';

/** The step in view stands in the address, 1-based, beside the settings of the explorer. */
const PARAMETER = 'lessonStep';

export interface StepInView {
  /** 0-based. */
  readonly index: number;
  /** How often the learner went to another step since the lesson was opened. */
  readonly moved: number;
  /** The explorer has been set as the step asks: what is brought about from here on is the learner's doing. */
  readonly begun: boolean;
  readonly go: (index: number) => void;
}

/**
 * Which step is in view: the address decides, else where this browser left off. Going to a step sets the explorer as the step
 * asks; what the address itself asks of the explorer stands before that.
 */
export function useLessonStep(lesson: Lesson, progress: ProgressStore): StepInView {
  const store = useAppStore();
  const [{ index, moved }, setView] = useState(() => ({ index: firstStep(lesson, progress), moved: 0 }));
  const [begun, setBegun] = useState<number | null>(null);
  const shown = useRef<LessonPage | null>(null);

  useEffect(() => {
    const asked = new URLSearchParams(window.location.search);
    const page = pageAt(lesson, index);
    const first = shown.current === null;
    setBegun(index);
    if (!first && samePage(shown.current, page)) return;
    shown.current = page;
    store.getState().begin(page, first ? [...asked.keys()] : []);
  }, [lesson, index, store]);

  useEffect(() => {
    progress.getState().visit(lesson.id, index, index === lesson.steps.length - 1);
    const url = new URL(window.location.href);
    url.searchParams.set(PARAMETER, String(index + 1));
    window.history.replaceState(window.history.state, '', url);
  }, [lesson, index, progress]);

  const go = useCallback(
    (to: number) => setView((before) => ({ index: clamped(lesson, to), moved: before.moved + 1 })),
    [lesson],
  );
  return { index, moved, begun: begun === index, go };
}

function firstStep(lesson: Lesson, progress: ProgressStore): number {
  const asked = Number(new URLSearchParams(window.location.search).get(PARAMETER));
  if (Number.isInteger(asked) && asked >= 1) return clamped(lesson, asked - 1);
  const kept = progress.getState().lessons[lesson.id];
  return kept === undefined || kept.finished ? 0 : clamped(lesson, kept.step);
}

function clamped({ steps }: Lesson, index: number): number {
  return Math.min(Math.max(Math.trunc(index), 0), steps.length - 1);
}

function samePage(a: LessonPage | null, b: LessonPage): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
