'use client';

import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { LessonId } from '../../lessons/lessons';
import type { Lesson, TokenSetName } from '../../lessons/schema';
import type { TermId } from '../../lessons/terms';
import { NO_PROGRESS } from '../../store/lesson-progress';
import { useApp, useAppStore } from '../app-store';
import { Contents } from './contents';
import { Goal } from './goal';
import { useLearnWords, useProse } from './learn-words';
import { LessonProvider, type LessonView, useCannotTell, useLessonRun } from './lesson-context';
import styles from './player.module.css';
import { progressStore, useProgress } from './progress';
import { PROSE_PARTS } from './prose';
import proseStyles from './prose.module.css';
import type { PublishedFigures } from './published';
import { Stage } from './stage';
import { TermCard, type TermInView } from './term-card';
import { positionsOf } from './token-sets';
import { useLessonStep } from './use-lesson-step';

interface Props {
  readonly lesson: Lesson;
  readonly published: PublishedFigures;
  /** Where the learner goes on to after the last step. */
  readonly following: { readonly href: string; readonly title: string } | null;
  readonly indexHref: string;
  /** Opened by a teacher's link for the class. */
  readonly inClass: boolean;
}

/** A lesson and the running model, side by side: one step at a time, at the learner's own pace. */
export function Player({ lesson, published, following, indexHref, inClass }: Props) {
  const words = useLearnWords();
  const { index, moved, begun, go } = useLessonStep(lesson, progressStore);
  const progress = useProgress((state) => state.lessons[lesson.id]) ?? NO_PROGRESS;
  const [term, setTerm] = useState<TermInView | null>(null);
  const step = lesson.steps[index]!;
  const covered = step.kind === 'predict' && progress.answers[step.id] === undefined;

  const view = useMemo<LessonView>(
    () => ({
      lesson,
      step,
      progress,
      published,
      inClass,
      moved,
      answer: (key, given) => progressStore.getState().answer(lesson.id, key, given),
      openTerm: (id: TermId, opener: HTMLElement) => setTerm({ id, opener }),
    }),
    [lesson, step, progress, published, inClass, moved],
  );
  const reach = useCallback(() => progressStore.getState().done(lesson.id, step.id), [lesson, step]);
  const top = useRef<HTMLElement>(null);
  const move = (to: number) => {
    go(to);
    if (top.current) top.current.scrollTop = 0;
  };
  const goal = step.kind === 'do' || step.kind === 'challenge' ? step.goal : null;

  return (
    <LessonProvider value={view}>
      <main id="main" tabIndex={-1} className={styles.main}>
        <article ref={top} className={styles.lesson} aria-labelledby="lesson-title">
          <header>
            <h1 id="lesson-title" className={styles.lessonTitle}>
              {words.lessons[lesson.id as LessonId].title}
            </h1>
            <Contents lesson={lesson} index={index} progress={progress} onGo={move} />
          </header>
          <Recorded />
          <p className={styles.kind} data-kind={step.kind}>
            {words.player.kinds[step.kind]}
            {step.kind === 'open-play' && <small> {words.player.playFor(step.minutes)}</small>}
          </p>
          <div className={proseStyles.prose}>
            <Suspense fallback={<p>{words.player.coming}</p>}>
              <ProseOf lesson={lesson.id} />
            </Suspense>
          </div>
          {step.kind === 'observe' && step.lights && <Highlight of={step.lights} />}
          {goal && begun && (
            <Goal
              key={step.id}
              goal={goal}
              index={index}
              reached={progress.done.includes(step.id)}
              onReach={reach}
            />
          )}
          <Foot
            index={index}
            steps={lesson.steps.length}
            covered={covered}
            onGo={move}
            onRestart={() => {
              progressStore.getState().restart(lesson.id);
              move(0);
            }}
            following={following}
            indexHref={indexHref}
          />
        </article>
        <Stage covered={covered} />
      </main>
      <TermCard term={term} onClose={() => setTerm(null)} />
    </LessonProvider>
  );
}

function ProseOf({ lesson }: { readonly lesson: string }) {
  const { default: Prose } = useProse(lesson);
  return <Prose components={PROSE_PARTS} />;
}

/** Lights what is to be looked at, until something else is looked at. */
function Highlight({ of }: { readonly of: TokenSetName }) {
  const store = useAppStore();
  const run = useLessonRun();
  const positions = run && positionsOf(run, of);
  useEffect(() => {
    const { light } = store.getState();
    light(positions);
    return () => light(null);
  }, [store, positions]);
  return null;
}

/** Said once for the whole lesson where nothing can compute. */
function Recorded() {
  const { player } = useLearnWords();
  const down = useApp(({ run }) => run.error !== null && (run.recorded || run.status === 'failed'));
  return down ? <p className={styles.recorded}>{player.recorded}</p> : null;
}

interface FootProps extends Pick<Props, 'following' | 'indexHref'> {
  readonly index: number;
  readonly steps: number;
  /** A prediction stands out: the way on is through it. */
  readonly covered: boolean;
  readonly onGo: (index: number) => void;
  readonly onRestart: () => void;
}

function Foot({ index, steps, covered, onGo, onRestart, following, indexHref }: FootProps) {
  const { player, predict } = useLearnWords();
  const cannotTell = useCannotTell();
  const last = index === steps - 1;
  return (
    <footer className={styles.foot}>
      <div className={styles.moves}>
        <button type="button" className={styles.back} disabled={index === 0} onClick={() => onGo(index - 1)}>
          {player.back}
        </button>
        {covered && !cannotTell ? (
          <span className={styles.hint}>{predict.toGoOn}</span>
        ) : last ? (
          <a className={styles.next} href={following?.href ?? indexHref}>
            {following ? player.following(following.title) : player.finish}
          </a>
        ) : (
          <button type="button" className={styles.next} onClick={() => onGo(index + 1)}>
            {player.next}
          </button>
        )}
      </div>
      <p className={styles.ways}>
        <a href={indexHref}>{player.all}</a>
        <button type="button" onClick={onRestart}>
          {player.restart}
        </button>
      </p>
    </footer>
  );
}
