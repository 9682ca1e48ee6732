import type { AnswerSpec } from '../../lessons/schema';
import type { LearnerAnswer } from '../../store/lesson-progress';
import type { Role } from '../../store/state';
import { figureOf, type LessonRun, MEASURES_OF } from './measures';
import { positionsOf } from './token-sets';

/** How a prediction and the run lie to each other. */
export type Verdict = 'right' | 'near' | 'other';

/** Percent points within which a bar counts as near. */
const NEAR = 10;
const EXACT = 3;

const ROLES: readonly Role[] = ['mor', 'recursive', 'vanilla'];

/**
 * What the run answers, in the form in which a learner answers: positions, percent, roles from least to most, or an option's id.
 * Null while the run cannot tell.
 */
export function truthOf(spec: AnswerSpec, run: LessonRun): LearnerAnswer | null {
  switch (spec.type) {
    case 'tokens': {
      const positions = positionsOf(run, spec.truth);
      return positions.size === 0 ? null : [...positions];
    }
    case 'bar': {
      const value = MEASURES_OF[spec.truth].value(run);
      return value === null ? null : value * 100;
    }
    case 'order': {
      const values = ROLES.map((role) => ({ role, value: figureOf(run, spec.by, role)?.value ?? null }));
      if (values.some(({ value }) => value === null)) return null;
      return values.sort((a, b) => (a.value ?? 0) - (b.value ?? 0)).map(({ role }) => role);
    }
    case 'choice': {
      if ('option' in spec.truth) return spec.truth.option;
      const value = MEASURES_OF[spec.truth.measure].value(run);
      return value === null
        ? null
        : (spec.options[spec.truth.cuts.filter((cut) => value >= cut).length] ?? null);
    }
  }
}

/** Roles whose figures are equal may stand in any order. */
export function judge(spec: AnswerSpec, given: LearnerAnswer, truth: LearnerAnswer, run: LessonRun): Verdict {
  switch (spec.type) {
    case 'bar': {
      const away = Math.abs(Number(given) - Number(truth));
      return away <= EXACT ? 'right' : away <= NEAR ? 'near' : 'other';
    }
    case 'order': {
      const values = (given as readonly Role[]).map((role) => figureOf(run, spec.by, role)?.value ?? 0);
      return values.every((value, i) => i === 0 || value >= (values[i - 1] ?? 0)) ? 'right' : 'other';
    }
    case 'tokens': {
      const [picked, found] = [new Set(given as readonly number[]), new Set(truth as readonly number[])];
      const both = [...picked].filter((each) => found.has(each)).length;
      if (both === found.size && both === picked.size) return 'right';
      return both > 0 ? 'near' : 'other';
    }
    case 'choice':
      return given === truth ? 'right' : 'other';
  }
}
