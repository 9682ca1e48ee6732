'use client';

import { type ReactNode, use } from 'react';
import { t } from '../../languages/current';
import type { NotedLesson } from '../../languages/teach';
import { FIFTHS, LETTERS, ORDERS } from '../../lessons/codes';
import { LESSONS } from '../../lessons/lessons';
import { type AnswerSpec, answerOf, type Lesson, pageAt } from '../../lessons/schema';
import type { Token as TraceToken } from '../../model/trace';
import { DEFAULT_SETTINGS } from '../../store/settings';
import { siteBaseUrl } from '../../workers/clients/base-url';
import { createRecordedEngine } from '../../workers/clients/recorded';
import type { Option } from '../learn/answers';
import { Asked } from '../learn/asked';
import { Token } from '../ui/token';
import { Count } from './count';
import styles from './teach.module.css';

/** What a class is asked by a lesson. */
export interface Subject {
  readonly lesson: NotedLesson;
  readonly step: string;
}

/** The question of a lesson's step, and what its letters stand for, counted. */
export function SubjectCount({ lesson, step }: Subject) {
  const { steps }: Lesson = LESSONS[lesson];
  const index = steps.findIndex(({ id }) => id === step);
  const spec = steps[index] ? answerOf(steps[index]) : null;
  const tokens = use(spec?.type === 'tokens' ? tokensAt(lesson, index) : NO_TOKENS);
  if (spec === null) return null;
  return (
    <Asked
      lesson={lesson}
      step={step}
      draw={(question, options) => (
        <>
          <p className={styles.asked}>{question}</p>
          <Count answers={answersTo(spec, options, tokens)} />
        </>
      )}
    />
  );
}

/** What the letters stand for, from A on. */
function answersTo(
  spec: AnswerSpec,
  options: readonly Option[],
  tokens: readonly TraceToken[],
): readonly ReactNode[] {
  switch (spec.type) {
    case 'choice':
      return options.map(({ words }) => words);
    case 'bar':
      return FIFTHS;
    case 'order':
      return ORDERS.map((order) => order.map((role) => t().cost.models[role]).join(' ≤ '));
    case 'tokens':
      // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place in the text
      return tokens.map(({ text }, position) => <Token key={position} text={text} />);
  }
}

const NO_TOKENS = Promise.resolve<readonly TraceToken[]>([]);
const known = new Map<string, Promise<readonly TraceToken[]>>();

/** The tokens of the page of a step, from its recorded run; nameless letters where that cannot be fetched. */
function tokensAt(id: NotedLesson, index: number): Promise<readonly TraceToken[]> {
  const key = `${id}/${index}`;
  const tokens =
    known.get(key) ??
    createRecordedEngine(siteBaseUrl())
      .find({ ...DEFAULT_SETTINGS, ...pageAt(LESSONS[id], index) })
      .then((found) => found?.mor.tokens ?? [])
      .catch(() => LETTERS.map(() => ({ id: 0, text: '' })));
  known.set(key, tokens);
  return tokens;
}
