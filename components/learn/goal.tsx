'use client';

import { useEffect } from 'react';
import type { LearnWords } from '../../languages/learn';
import { type Condition, pageAt } from '../../lessons/schema';
import { useApp } from '../app-store';
import { isMet } from './goals';
import { useLearnWords } from './learn-words';
import { useLesson, useLessonRun } from './lesson-context';
import { type LessonRun, MEASURES_OF } from './measures';
import styles from './player.module.css';

interface Props {
  readonly goal: readonly Condition[];
  /** Step in view, 0-based. */
  readonly index: number;
  /** It was reached once: it stays so. */
  readonly reached: boolean;
  readonly onReach: () => void;
}

/** What is to be brought about on the page, and how near it is. */
export function Goal({ goal, index, reached, onReach }: Props) {
  const words = useLearnWords();
  const { lesson, step } = useLesson();
  const run = useLessonRun();
  const settings = useApp((state) => state.settings);
  const selection = useApp((state) => state.selection);
  const page = { settings, selection, run, began: pageAt(lesson, index) };
  const met = isMet(goal, page);
  useEffect(() => {
    if (met && !reached) onReach();
  }, [met, reached, onReach]);

  return (
    <div className={styles.goal} data-reached={reached || undefined}>
      <ul>
        {goal.map((condition) => (
          <li key={JSON.stringify(condition)} data-met={isMet([condition], page) || undefined}>
            {describeCondition(words, condition, run)}
          </li>
        ))}
      </ul>
      <p role="status">
        {reached ? (step.kind === 'challenge' ? words.goal.reached : words.goal.met) : words.goal.open}
      </p>
    </div>
  );
}

function describeCondition({ goal }: LearnWords, condition: Condition, run: LessonRun | null): string {
  switch (condition.of) {
    case 'measure': {
      const { name, above, below } = condition;
      const measure = MEASURES_OF[name];
      const value = run && measure.value(run);
      const now = value === null ? '' : goal.now(measure.text(value));
      const asked =
        above === undefined
          ? goal.below(goal.measure[name], measure.text(below ?? 0))
          : goal.above(goal.measure[name], measure.text(above));
      return `${asked}${now}`;
    }
    case 'setting':
      return goal.setting(
        goal.settings[condition.key],
        typeof condition.is === 'number'
          ? condition.is.toLocaleString('en-US')
          : (goal.values[condition.is] ?? condition.is),
      );
    case 'own-text':
      return goal.ownText;
    case 'pin':
      return goal.pin;
    case 'scrub':
      return goal.scrub;
    case 'changed-word':
      return goal.changedWord;
  }
}
