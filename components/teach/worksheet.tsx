'use client';

import { Suspense } from 'react';
import type { NotedLesson } from '../../languages/teach';
import { LESSONS } from '../../lessons/lessons';
import type { LessonStep } from '../../lessons/schema';
import { useLearnWords, useProse } from '../learn/learn-words';
import { useSiteHref } from '../site/site-href';
import styles from './teach.module.css';
import { useTeachWords } from './teach-words';

/** A sheet to write on, made from the lesson's own steps: what is predicted, seen and explained, in the lesson's order. */
export function Worksheet({ lesson }: { readonly lesson: NotedLesson }) {
  const words = useTeachWords().worksheet;
  const { title } = useLearnWords().lessons[lesson];
  const href = useSiteHref();
  return (
    <main id="main" tabIndex={-1} className={styles.sheet}>
      <p className={styles.sheetTools}>
        <button type="button" onClick={() => window.print()}>
          {words.print}
        </button>
        <a href={href('/teach/')}>{words.back}</a>
      </p>
      <h1>{title}</h1>
      <p className={styles.who}>
        <span>{words.name}</span>
        <span>{words.date}</span>
      </p>
      <Suspense>
        <Steps lesson={lesson} />
      </Suspense>
      <p className={styles.sheetFoot}>{words.foot}</p>
    </main>
  );
}

function Steps({ lesson }: { readonly lesson: NotedLesson }) {
  const { titles } = useProse(lesson);
  const asking = LESSONS[lesson].steps.filter((step) => step.kind !== 'read' && step.kind !== 'open-play');
  return (
    <ol className={styles.sheetSteps}>
      {asking.map((step) => (
        <li key={step.id}>
          <h2>{titles[step.id]}</h2>
          <Lines step={step} />
        </li>
      ))}
    </ol>
  );
}

/** What there is to write down at a step, each with its line. */
function Lines({ step }: { readonly step: LessonStep }) {
  const { worksheet: words } = useTeachWords();
  const asked: { readonly [kind in LessonStep['kind']]: readonly string[] } = {
    read: [],
    'open-play': [],
    predict: [words.predict, words.because, words.saw],
    do: [words.tried],
    observe: [words.observe],
    explain: [words.explain, ''],
    check: [words.questions],
    challenge: [words.tried, ''],
  };
  if (step.kind === 'check') {
    return (
      <p className={styles.boxes}>
        {step.items.map(({ id }, i) => (
          <span key={id}>{i + 1}</span>
        ))}
      </p>
    );
  }
  return (
    <>
      {asked[step.kind].map((label, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are their place
        <p key={i} className={styles.writeOn}>
          {label}
        </p>
      ))}
    </>
  );
}
