'use client';

import { createContext, type ReactNode, Suspense, use } from 'react';
import type { Prose } from '../../languages/learn';
import type { NotedLesson } from '../../languages/teach';
import { LESSONS } from '../../lessons/lessons';
import type { Lesson, LessonStep } from '../../lessons/schema';
import { optionsIn } from '../learn/answers';
import { childrenBy, onlyParts } from '../learn/asked';
import { useLearnWords, useProse } from '../learn/learn-words';
import { useSiteHref } from '../site/site-href';
import { linesOf } from './lines';
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
  const { default: Prose, titles } = useProse(lesson);
  return (
    <SheetContext value={{ steps: LESSONS[lesson].steps, titles }}>
      <ol className={styles.sheetSteps}>
        <Prose components={PARTS} />
      </ol>
    </SheetContext>
  );
}

const SheetContext = createContext<{
  readonly steps: Lesson['steps'];
  readonly titles: Prose['titles'];
} | null>(null);

/** Of a step that asks for something: its title, what it asks, and lines to answer on. */
function Step({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const sheet = use(SheetContext);
  const step = sheet?.steps.find((each) => each.id === id);
  if (!step || step.kind === 'read' || step.kind === 'open-play') return null;
  return (
    <li>
      <h2>{sheet?.titles[id]}</h2>
      {childrenBy([Quote, Ask], children)}
      <Lines step={step} />
    </li>
  );
}

interface AskProps {
  readonly question: string;
  readonly children?: ReactNode;
}

/** A question with its options under the letters that the tally has for them. */
function Ask({ question, children }: AskProps) {
  return (
    <>
      <p>{question}</p>
      <ol className={styles.options}>
        {optionsIn(children).map(({ id, words }) => (
          <li key={id}>{words}</li>
        ))}
      </ol>
    </>
  );
}

function Quote({ children }: { readonly children: ReactNode }) {
  return <blockquote className={styles.quote}>{children}</blockquote>;
}

const PARTS = onlyParts({ Step, Ask, Item: Ask, blockquote: Quote });

/** What there is to write down at a step, each with its line. */
function Lines({ step }: { readonly step: LessonStep }) {
  const { worksheet: words } = useTeachWords();
  return linesOf(step.kind, words).map((label, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines are their place
    <p key={i} className={styles.writeOn}>
      {label}
    </p>
  ));
}
