import type { Condition, LessonPage } from '../../lessons/schema';
import type { AppState } from '../../store/state';
import { type LessonRun, MEASURES_OF } from './measures';
import { positionsOf } from './token-sets';

/** What a goal is held against: the page as it is, its run, and the page as the step began. */
export interface GoalPage extends Pick<AppState, 'settings' | 'selection'> {
  readonly run: LessonRun | null;
  readonly began: LessonPage;
}

export function isMet(goal: readonly Condition[], page: GoalPage): boolean {
  return goal.every((condition) => meets(condition, page));
}

function meets(condition: Condition, { settings, selection, run, began }: GoalPage): boolean {
  switch (condition.of) {
    case 'setting':
      return settings[condition.key] === condition.is;
    case 'own-text':
      return run !== null && settings.text !== began.text;
    case 'changed-word':
      return settings.changeTo !== '' && settings.changeTo !== began.changeTo;
    case 'scrub':
      return selection.recursion !== null;
    case 'pin':
      return isPinned(condition, selection.pinned, run);
    case 'measure': {
      const value = run && MEASURES_OF[condition.name].value(run);
      return (
        value !== null && value > (condition.above ?? -Infinity) && value < (condition.below ?? Infinity)
      );
    }
  }
}

function isPinned(
  { in: set }: Extract<Condition, { of: 'pin' }>,
  pinned: number | null,
  run: LessonRun | null,
): boolean {
  if (pinned === null || run === null) return false;
  return set === undefined || positionsOf(run, set).has(pinned);
}
