'use client';

import { createContext, useContext } from 'react';
import type { Lesson, LessonStep } from '../../lessons/schema';
import type { TermId } from '../../lessons/terms';
import type { LearnerAnswer, LessonProgress } from '../../store/lesson-progress';
import type { RunState } from '../../store/state';
import { useApp } from '../app-store';
import type { LessonRun } from './measures';
import type { PublishedFigures } from './published';

/** What the parts of a lesson need to know of it. */
export interface LessonView {
  readonly lesson: Lesson;
  readonly step: LessonStep;
  readonly progress: LessonProgress;
  /** Figures that were measured before and stand in files: those of this project and the paper's. */
  readonly published: PublishedFigures;
  /** Keeps an answer, by step or `step/item`. */
  readonly answer: (key: string, answer: LearnerAnswer) => void;
  /** Shows a term's entry beside what opened it. */
  readonly openTerm: (term: TermId, opener: HTMLElement) => void;
  /** How often the learner went to another step; 0 as long as the lesson stands where it was opened. */
  readonly moved: number;
}

const LessonContext = createContext<LessonView | null>(null);

export const LessonProvider = LessonContext.Provider;

export function useLesson(): LessonView {
  const lesson = useContext(LessonContext);
  if (!lesson) throw new Error('No lesson above this component');
  return lesson;
}

/** The run that belongs to the page's text and switches; null while it is under way. */
export function useLessonRun(): LessonRun | null {
  const run = useApp((state) => state.run);
  const text = useApp((state) => state.settings.text);
  return lessonRunOf(run, text);
}

export function lessonRunOf(
  { status, recorded, traces, timedRuns }: RunState,
  text: string,
): LessonRun | null {
  const { mor } = traces;
  if (mor === null) return null;
  // A recorded run is shown while the live one is on its way, and only where it is of these very settings.
  const belongs = status === 'ready' || (recorded && status === 'loading');
  const whole = mor.truncated > 0 || mor.tokens.map((token) => token.text).join('') === text;
  return belongs && whole ? { traces: { ...traces, mor }, timedRuns } : null;
}

/** True where the page has ended its tries and has no run of these settings to show. */
export function useCannotTell(): boolean {
  const failed = useApp((state) => state.run.status === 'failed');
  return useLessonRun() === null && failed;
}
