'use client';

import { createContext, useContext } from 'react';
import type { Lesson, LessonStep } from '../../lessons/schema';
import type { TermId } from '../../lessons/terms';
import type { Trace } from '../../model/trace';
import type { LearnerAnswer, LessonProgress } from '../../store/lesson-progress';
import { selectionRule } from '../../store/members';
import { comparable } from '../../store/selection';
import type { RunState, Settings } from '../../store/state';
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
  /** The lesson was opened by a teacher's link: a committed answer shows its code. */
  readonly inClass: boolean;
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

/** The run of the page's own text and switches, live or recorded; null while it is under way. */
export function useLessonRun(): LessonRun | null {
  const run = useApp((state) => state.run);
  const settings = useApp((state) => state.settings);
  return lessonRunOf(run, settings);
}

function lessonRunOf(run: RunState, settings: Settings): LessonRun | null {
  const { mor } = run.traces;
  if (mor === null || !isOf(mor, settings)) return null;
  // A token's bytes need not be whole characters, so the text cannot always be told from its tokens; a run that is ready needs none of it.
  const text = mor.tokens.map((token) => token.text).join('');
  if (run.status !== 'ready' && text !== settings.text) return null;
  const traces = { mor, recursive: comparable(run, 'recursive'), vanilla: comparable(run, 'vanilla') };
  return { traces, timedRuns: run.timedRuns };
}

/** By its switches: another run stays in view while that of these settings is on its way, and where it cannot be made. */
function isOf({ rule, config }: Trace, settings: Settings): boolean {
  const shares = config.kvCache === 'recursive_sharing';
  return (
    rule === selectionRule(settings.rule) &&
    config.routing.type === settings.routing &&
    config.numRecursions === settings.recursions &&
    shares === (settings.cache === 'shared')
  );
}

/** True where the page has ended its tries and has no run of these settings to show. */
export function useCannotTell(): boolean {
  const failed = useApp((state) => state.run.status === 'failed');
  return useLessonRun() === null && failed;
}
