'use client';

import { Suspense } from 'react';
import type { Lesson, LessonStep } from '../../lessons/schema';
import type { LessonProgress } from '../../store/lesson-progress';
import { useLearnWords, useProse } from './learn-words';
import styles from './player.module.css';

interface Props {
  readonly lesson: Lesson;
  readonly index: number;
  readonly progress: LessonProgress;
  readonly onGo: (index: number) => void;
}

/** Where one is in the lesson, and a way to every other step. */
export function Contents(props: Props) {
  const { player } = useLearnWords();
  const { lesson, index } = props;
  return (
    <details className={styles.contents}>
      <summary>
        {player.position(index + 1, lesson.steps.length)}
        <span className={styles.track} aria-hidden="true">
          {lesson.steps.map((step, i) => (
            <i key={step.id} data-here={i === index || undefined} data-past={i < index || undefined} />
          ))}
        </span>
      </summary>
      <nav aria-label={player.steps}>
        <Suspense>
          <Steps {...props} />
        </Suspense>
      </nav>
    </details>
  );
}

function Steps({ lesson, index, progress, onGo }: Props) {
  const { player } = useLearnWords();
  const { titles } = useProse(lesson.id);
  return (
    <ol>
      {lesson.steps.map((step, i) => (
        <li key={step.id}>
          <button type="button" aria-current={i === index ? 'step' : undefined} onClick={() => onGo(i)}>
            <small>{player.kinds[step.kind]}</small> {titles[step.id]}
            {isDone(step, progress) && <span className={styles.done}> {player.stepDone}</span>}
          </button>
        </li>
      ))}
    </ol>
  );
}

/** True where the step asked for something and got it. */
export function isDone(step: LessonStep, { answers, done }: LessonProgress): boolean {
  if (step.kind === 'check')
    return step.items.every(({ id, right }) => answers[`${step.id}/${id}`] === right);
  return answers[step.id] !== undefined || done.includes(step.id);
}
