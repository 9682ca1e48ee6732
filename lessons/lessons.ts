import type { Lesson } from './schema';
import { whoDecides } from './who-decides';

/** The lessons by their ids, in the order in which they are best taken. */
export const LESSONS = {
  'who-decides': whoDecides,
} as const satisfies { readonly [id: string]: Lesson };

export type LessonId = keyof typeof LESSONS;
