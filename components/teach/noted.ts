import type { NotedLesson } from '../../languages/teach';
import { LESSONS } from '../../lessons/lessons';
import type { Lesson } from '../../lessons/schema';

/** Lessons with notes, in their order. */
export const NOTED = Object.keys(LESSONS).filter((id) => id !== 'challenges') as NotedLesson[];

export function isNoted(id: string): id is NotedLesson {
  return (NOTED as readonly string[]).includes(id);
}

/** Minutes that the questions at a lesson's end take. */
const CHECK = 2;

/** What a lesson's time goes into, minutes. */
export function timing({ minutes, steps }: Lesson): { play: number; rest: number; check: number } {
  const play = steps.reduce((sum, step) => sum + (step.kind === 'open-play' ? step.minutes : 0), 0);
  const check = steps.some(({ kind }) => kind === 'check') ? CHECK : 0;
  return { play, check, rest: minutes - play - check };
}
