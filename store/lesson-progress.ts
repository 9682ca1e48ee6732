import * as v from 'valibot';
import { createJSONStorage, persist, type StateStorage } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';

/** What a learner answered: an option's id or words of their own, a number, positions of tokens, or ids in an order. */
const answer = v.union([v.string(), v.number(), v.array(v.number()), v.array(v.string())]);
export type LearnerAnswer = v.InferOutput<typeof answer>;

const lessonProgress = v.object({
  /** Step in view, 0-based. */
  step: v.number(),
  /** Ids of steps that were done: a goal reached, a prediction committed, an answer given. */
  done: v.array(v.string()),
  /** Committed answers, by step or by `step/item`. */
  answers: v.record(v.string(), answer),
  finished: v.boolean(),
});
export type LessonProgress = v.InferOutput<typeof lessonProgress>;

const sitting = v.record(v.string(), v.string());
/** The quiz is sat twice. */
export type Sitting = 'before' | 'after';

const kept = v.object({
  lessons: v.record(v.string(), lessonProgress),
  quiz: v.object({ before: v.nullable(sitting), after: v.nullable(sitting) }),
});

export interface ProgressState extends v.InferOutput<typeof kept> {
  /** Notes that a step is in view. */
  visit(lesson: string, step: number, isLast: boolean): void;
  answer(lesson: string, key: string, answer: LearnerAnswer): void;
  done(lesson: string, step: string): void;
  /** Forgets a lesson. */
  restart(lesson: string): void;
  /** Options chosen, by item. */
  sit(when: Sitting, answers: { readonly [item: string]: string }): void;
  forgetQuiz(): void;
}

/** A lesson that was not begun. */
export const NO_PROGRESS: LessonProgress = { step: 0, done: [], answers: {}, finished: false };

/** Under this name on the visitor's own machine; nothing of it leaves it. */
const NAME = 'mor-explorer-lessons';
const VERSION = 1;

/**
 * How far somebody has come, kept on their machine. What is found there and has another form is left aside.
 *
 * @param storage where it is kept; throws where nothing may be kept, and then progress lasts as long as the page
 */
export function createLessonProgress(storage: () => StateStorage) {
  return createStore<ProgressState>()(
    persist(
      (set) => {
        const change = (lesson: string, patch: (before: LessonProgress) => Partial<LessonProgress>) =>
          set(({ lessons }) => {
            const before = lessons[lesson] ?? NO_PROGRESS;
            return { lessons: { ...lessons, [lesson]: { ...before, ...patch(before) } } };
          });
        return {
          lessons: {},
          quiz: { before: null, after: null },
          visit: (lesson, step, isLast) =>
            change(lesson, ({ finished }) => ({ step, finished: finished || isLast })),
          answer: (lesson, key, given) =>
            change(lesson, ({ answers }) => ({ answers: { ...answers, [key]: given } })),
          done: (lesson, step) =>
            change(lesson, ({ done }) => (done.includes(step) ? {} : { done: [...done, step] })),
          restart: (lesson) => change(lesson, () => NO_PROGRESS),
          sit: (when, answers) => set(({ quiz }) => ({ quiz: { ...quiz, [when]: { ...answers } } })),
          forgetQuiz: () => set({ quiz: { before: null, after: null } }),
        };
      },
      {
        name: NAME,
        version: VERSION,
        storage: createJSONStorage(storage),
        // The page as it is served knows of no progress; what is kept comes once it is alive.
        skipHydration: true,
        partialize: ({ lessons, quiz }) => ({ lessons, quiz }),
        merge: (found, current) => {
          const read = v.safeParse(kept, found);
          return read.success ? { ...current, ...read.output } : current;
        },
      },
    ),
  );
}

export type ProgressStore = ReturnType<typeof createLessonProgress>;
