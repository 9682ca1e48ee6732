'use client';

import { Children, createContext, isValidElement, type ReactElement, type ReactNode, use } from 'react';
import type { LessonId } from '../../lessons/lessons';
import { type Option, optionsIn } from './answers';
import { useProse } from './learn-words';
import { PROSE_PARTS } from './prose';

const Nothing = () => null;
const NOTHING = Object.fromEntries(Object.keys(PROSE_PARTS).map((part) => [part, Nothing]));

/** Parts with which of a lesson's prose only these are drawn. */
export function onlyParts(parts: { readonly [part: string]: unknown }) {
  return { ...NOTHING, ...parts };
}

/** Those of a step's children that are drawn by one of these parts. */
export function childrenBy(parts: readonly unknown[], children: ReactNode): readonly ReactElement[] {
  return Children.toArray(children).filter(
    (child): child is ReactElement => isValidElement(child) && parts.includes(child.type),
  );
}

interface Question {
  readonly step: string;
  readonly draw: (question: string, options: readonly Option[]) => ReactNode;
}

const QuestionContext = createContext<Question | null>(null);

function Step({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return use(QuestionContext)?.step === id ? childrenBy([Ask], children) : null;
}

function Ask({ question, children }: { readonly question: string; readonly children?: ReactNode }) {
  return use(QuestionContext)?.draw(question, optionsIn(children));
}

const PARTS = onlyParts({ Step, Ask });

/** The question of one step of a lesson, in the words of its prose, drawn as the caller wants it. Suspends until the prose is there. */
export function Asked({ lesson, ...question }: Question & { readonly lesson: LessonId }) {
  const { default: Prose } = useProse(lesson);
  return (
    <QuestionContext value={question}>
      <Prose components={PARTS} />
    </QuestionContext>
  );
}
