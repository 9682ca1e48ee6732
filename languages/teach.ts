import type { LessonId } from '../lessons/lessons';
import type { LanguageCode, OfferedCode } from './languages';

/** What a teacher needs to know of a lesson beyond the lesson itself. */
export interface LessonNotes {
  /** What learners can do afterwards. */
  readonly goals: readonly string[];
  /** What they should know before. */
  readonly before: string;
  /** Key questions in the order of the lesson, each with what a good answer holds. */
  readonly questions: readonly { readonly ask: string; readonly answer: string }[];
  /** What learners often believe, and what shows otherwise. */
  readonly misconception: string;
}

/** Every lesson but the challenges, which need no notes. */
export type NotedLesson = Exclude<LessonId, 'challenges'>;

/** Words that only the Teach page needs: the other pages never fetch them. */
export type TeachWords = typeof import('./en/teach').teach;

const TEACH: { readonly [code in OfferedCode]: () => Promise<TeachWords> } = {
  en: () => import('./en/teach').then((file) => file.teach),
  zh: () => import('./zh/teach').then((file) => file.teach),
};

const known = new Map<LanguageCode, Promise<TeachWords>>();

/** The words in this language, in English where it has none; the same promise for the same language, as React's `use` wants it. */
export function teachIn(code: LanguageCode): Promise<TeachWords> {
  const words = known.get(code) ?? (code in TEACH ? TEACH[code as OfferedCode] : TEACH.en)();
  known.set(code, words);
  return words;
}
