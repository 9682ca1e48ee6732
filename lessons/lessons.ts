import { challenges } from './challenges';
import { everyToken } from './every-token';
import { honesty } from './honesty';
import { memory } from './memory';
import { oneBlock } from './one-block';
import { oneTicket } from './one-ticket';
import type { Lesson } from './schema';
import { time } from './time';
import { whoDecides } from './who-decides';

/** The lessons by their ids, in the order in which they are best taken; the challenges come last. */
export const LESSONS = {
  'every-token': everyToken,
  'one-block': oneBlock,
  'who-decides': whoDecides,
  'one-ticket': oneTicket,
  memory,
  time,
  honesty,
  challenges,
} as const satisfies { readonly [id: string]: Lesson };

export type LessonId = keyof typeof LESSONS;
