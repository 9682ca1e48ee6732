'use client';

import { useState } from 'react';
import { QUIZ, scoreOf } from '../../lessons/quiz';
import type { Sitting } from '../../store/lesson-progress';
import { useSiteHref } from '../site/site-href';
import answers from './answers.module.css';
import { ChoiceField } from './fields';
import { LearnPage } from './learn-page';
import { useLearnWords } from './learn-words';
import styles from './overview.module.css';
import { progressStore, useKept, useProgress } from './progress';

/** The quiz: first the sitting that is next, then both scores. */
export function QuizView() {
  return (
    <LearnPage place={<main id="main" className={styles.main} aria-busy="true" />}>
      <QuizOf />
    </LearnPage>
  );
}

function QuizOf() {
  const { quiz, sections, title } = useLearnWords();
  const href = useSiteHref();
  const kept = useKept();
  const { before, after } = useProgress((state) => state.quiz);
  const [sitting, setSitting] = useState<Sitting | null>(null);
  const next: Sitting = before === null ? 'before' : 'after';
  return (
    <main id="main" tabIndex={-1} className={styles.main}>
      <header className={styles.head}>
        <p>
          <a href={href('/learn/')}>{title}</a> · {sections.quiz}
        </p>
        <h1>{quiz.title}</h1>
        <p>{quiz.lead}</p>
      </header>
      {sitting === null ? (
        <>
          <Scores />
          {(before === null || after === null) && (
            <button
              type="button"
              className={answers.primary}
              disabled={!kept}
              onClick={() => setSitting(next)}
            >
              {quiz.begin[next]}
            </button>
          )}
          {before !== null && after === null && <p className={answers.hint}>{quiz.afterFirst}</p>}
          {before !== null && after !== null && <Reasons answers={after} />}
        </>
      ) : (
        <Paper
          onHandIn={(given) => {
            progressStore.getState().sit(sitting, given);
            setSitting(null);
          }}
        />
      )}
    </main>
  );
}

function Scores() {
  const { quiz } = useLearnWords();
  const { before, after } = useProgress((state) => state.quiz);
  const shown = (given: typeof before) =>
    given === null ? quiz.notYet : quiz.score(scoreOf(given), QUIZ.length);
  return (
    <div role="status">
      <dl className={styles.scores} data-large>
        <dt>{quiz.before}</dt>
        <dd>{shown(before)}</dd>
        <dt>{quiz.after}</dt>
        <dd>{shown(after)}</dd>
      </dl>
      {before !== null && after !== null && <p>{quiz.gain(scoreOf(after) - scoreOf(before))}</p>}
    </div>
  );
}

function Paper({ onHandIn }: { readonly onHandIn: (answers: { readonly [item: string]: string }) => void }) {
  const { quiz } = useLearnWords();
  const [given, setGiven] = useState<{ readonly [item: string]: string }>({});
  const open = QUIZ.filter(({ id }) => given[id] === undefined).length;
  return (
    <form
      className={styles.paper}
      onSubmit={(event) => {
        event.preventDefault();
        if (open === 0) onHandIn(given);
      }}
    >
      <ol>
        {QUIZ.map(({ id, options }) => (
          <li key={id}>
            <ChoiceField
              question={quiz.items[id]?.question ?? ''}
              value={given[id] ?? null}
              options={options.map((option) => ({ id: option, words: quiz.items[id]?.options[option] }))}
              onChange={(option) => setGiven({ ...given, [id]: String(option) })}
            />
          </li>
        ))}
      </ol>
      <p className={answers.commit}>
        <button type="submit" className={answers.primary} disabled={open > 0}>
          {quiz.hand}
        </button>
        <span role="status" className={answers.hint}>
          {open > 0 && quiz.left(open)}
        </span>
      </p>
    </form>
  );
}

function Reasons({ answers: given }: { readonly answers: { readonly [item: string]: string } }) {
  const { quiz } = useLearnWords();
  return (
    <section className={styles.reasons} aria-labelledby="reasons">
      <h2 id="reasons">{quiz.reasons}</h2>
      <ol>
        {QUIZ.map(({ id, right }) => {
          const item = quiz.items[id];
          const yours = given[id];
          return (
            <li key={id}>
              <h3>{item?.question}</h3>
              <p className={answers.verdict} data-verdict="right">
                {item?.options[right]} <small>({quiz.right})</small>
              </p>
              {yours !== undefined && yours !== right && (
                <p className={answers.verdict} data-verdict="other">
                  {item?.options[yours]} <small>({quiz.yours})</small>
                </p>
              )}
              <p>{item?.why}</p>
            </li>
          );
        })}
      </ol>
      <button type="button" className={styles.quiet} onClick={() => progressStore.getState().forgetQuiz()}>
        {quiz.forget}
      </button>
    </section>
  );
}
