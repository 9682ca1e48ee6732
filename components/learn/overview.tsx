'use client';

import { useEffect } from 'react';
import { LESSONS, type LessonId } from '../../lessons/lessons';
import { QUIZ, scoreOf } from '../../lessons/quiz';
import { TERM_GROUPS } from '../../lessons/terms';
import { NO_PROGRESS } from '../../store/lesson-progress';
import { useSiteHref } from '../site/site-href';
import { LearnPage } from './learn-page';
import { useLearnWords } from './learn-words';
import styles from './overview.module.css';
import { useKept, useProgress } from './progress';

const LESSON_IDS = (Object.keys(LESSONS) as LessonId[]).filter((id) => id !== 'challenges');
const TERMS = Object.values(TERM_GROUPS).flat().length;

/** All that Learn has: lessons with their minutes and how far one has come, the quiz, the challenges, the glossary. */
export function Overview() {
  return (
    <LearnPage place={<main id="main" className={styles.main} aria-busy="true" />}>
      <OverviewOf />
    </LearnPage>
  );
}

function OverviewOf() {
  const words = useLearnWords();
  useKept();
  useLinkedLesson();
  const minutes = LESSON_IDS.reduce((sum, id) => sum + LESSONS[id].minutes, 0);
  return (
    <main id="main" tabIndex={-1} className={styles.main}>
      <header className={styles.head}>
        <h1>{words.title}</h1>
        <p>{words.lead}</p>
      </header>
      <section aria-labelledby="lessons">
        <h2 id="lessons">{words.sections.lessons}</h2>
        <p className={styles.aside}>{words.totalMinutes(minutes)}</p>
        <ol className={styles.lessons}>
          {LESSON_IDS.map((id) => (
            <LessonEntry key={id} id={id} />
          ))}
        </ol>
      </section>
      <div className={styles.rest}>
        <Quiz />
        <Challenges />
        <Glossary />
      </div>
    </main>
  );
}

function LessonEntry({ id }: { readonly id: LessonId }) {
  const words = useLearnWords();
  const href = useSiteHref();
  const { title, promise } = words.lessons[id];
  const { minutes, steps } = LESSONS[id];
  const progress = useProgress((state) => state.lessons[id]) ?? NO_PROGRESS;
  const begun = progress.step > 0;
  return (
    <li className={styles.lesson} data-finished={progress.finished || undefined}>
      <h3>
        <a href={href(`/learn/${id}/`)}>{title}</a>
      </h3>
      <p>{promise}</p>
      <p className={styles.state}>
        {words.minutes(minutes)}
        {' · '}
        {progress.finished
          ? words.state.finished
          : begun
            ? words.state.begun(progress.step + 1, steps.length)
            : words.state.fresh}
      </p>
      <progress
        className={styles.progress}
        max={steps.length}
        value={progress.finished ? steps.length : begun ? progress.step + 1 : 0}
        aria-label={title}
      />
    </li>
  );
}

function Quiz() {
  const { sections, quiz } = useLearnWords();
  const href = useSiteHref();
  const { before, after } = useProgress((state) => state.quiz);
  const shown = (answers: typeof before) =>
    answers === null ? quiz.notYet : quiz.score(scoreOf(answers), QUIZ.length);
  return (
    <section aria-labelledby="quiz">
      <h2 id="quiz">
        <a href={href('/learn/quiz/')}>{sections.quiz}</a>
      </h2>
      <p>{quiz.title}</p>
      <dl className={styles.scores}>
        <dt>{quiz.before}</dt>
        <dd>{shown(before)}</dd>
        <dt>{quiz.after}</dt>
        <dd>{shown(after)}</dd>
      </dl>
    </section>
  );
}

function Challenges() {
  const words = useLearnWords();
  const href = useSiteHref();
  const done = useProgress((state) => state.lessons.challenges?.done.length) ?? 0;
  const { steps } = LESSONS.challenges;
  return (
    <section aria-labelledby="challenges">
      <h2 id="challenges">
        <a href={href('/learn/challenges/')}>{words.sections.challenges}</a>
      </h2>
      <p>{words.lessons.challenges.promise}</p>
      <p className={styles.state}>
        {words.challengesDone(done, steps.filter(({ kind }) => kind === 'challenge').length)}
      </p>
    </section>
  );
}

function Glossary() {
  const words = useLearnWords();
  const href = useSiteHref();
  return (
    <section aria-labelledby="glossary">
      <h2 id="glossary">
        <a href={href('/learn/glossary/')}>{words.sections.glossary}</a>
      </h2>
      <p>{words.glossaryLead(TERMS)}</p>
    </section>
  );
}

/** A link to `/learn/?lesson=memory&lessonStep=3` leads to that lesson's own page. */
function useLinkedLesson(): void {
  useEffect(() => {
    const { search } = window.location;
    const params = new URLSearchParams(search);
    const lesson = params.get('lesson');
    if (lesson === null || !Object.hasOwn(LESSONS, lesson)) return;
    params.delete('lesson');
    window.location.replace(`${lesson}/${params.size > 0 ? `?${params}` : ''}`);
  }, []);
}
