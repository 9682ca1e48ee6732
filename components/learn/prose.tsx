'use client';

import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { FigureName, MeasureName, PublishedName, TokenSetName } from '../../lessons/schema';
import type { TermId } from '../../lessons/terms';
import type { Role } from '../../store/state';
import { factsOf } from '../trace/facts';
import { Lit } from '../trace/lit';
import { quoted } from '../ui/token-text';
import { Ask, Choice, Item, Why } from './answers';
import { useLearnWords, useProse } from './learn-words';
import { useLesson, useLessonRun } from './lesson-context';
import { figureOf, MEASURES_OF } from './measures';
import styles from './prose.module.css';
import { positionsOf } from './token-sets';

/** The part of the prose that belongs to one step; the player shows one at a time. */
function Step({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const { lesson, step } = useLesson();
  const { titles } = useProse(lesson.id);
  if (step.id !== id) return null;
  return (
    <>
      <StepTitle key={id}>{titles[id]}</StepTitle>
      {children}
    </>
  );
}

/** Takes the focus when a step comes into view by the learner's doing, so that reading begins there. */
function StepTitle({ children }: { readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { moved } = useLesson();
  useEffect(() => {
    if (moved) heading.current?.focus();
  }, [moved]);
  return (
    <h2 ref={heading} tabIndex={-1} className={styles.title}>
      {children}
    </h2>
  );
}

/** A figure of the run in view. */
function Num({ of }: { readonly of: MeasureName }) {
  const run = useLessonRun();
  const value = run && MEASURES_OF[of].value(run);
  return <Figure text={value === null ? null : MEASURES_OF[of].text(value)} from="fromRun" />;
}

/** A figure of one of the three models, with its unit. */
function Cost({ of, model }: { readonly of: FigureName; readonly model: Role }) {
  const run = useLessonRun();
  return <Figure text={(run && figureOf(run, of, model)?.text) ?? null} from="fromRun" />;
}

/** A figure from a file: measured here before, or printed in the paper. */
function Published({ of }: { readonly of: PublishedName }) {
  const { published } = useLesson();
  return <Figure text={published[of]} from={of.startsWith('paper') ? 'fromPaper' : 'fromResults'} />;
}

type Origin = 'fromRun' | 'fromResults' | 'fromPaper';

function Figure({ text, from }: { readonly text: string | null; readonly from: Origin }) {
  const { prose } = useLearnWords();
  return (
    <span className={styles.number} title={prose[from]}>
      {text ?? prose.pending}
    </span>
  );
}

/** Words that light the tokens they speak of, and are lit by them. */
function Tokens({ of, children }: { readonly of: TokenSetName; readonly children: string }) {
  const run = useLessonRun();
  const positions = run && positionsOf(run, of);
  const phrases = useMemo(
    () => [{ text: children, of: positions && positions.size > 0 ? positions : null }],
    [children, positions],
  );
  return <Lit phrases={phrases} />;
}

/** The tokens of a set by their names, each lighting its own. */
function Named({ of }: { readonly of: TokenSetName }) {
  const { prose } = useLearnWords();
  const run = useLessonRun();
  const mor = run?.traces.mor ?? null;
  const set = run && positionsOf(run, of);
  const phrases = useMemo(() => {
    if (mor === null || set === null) return [{ text: prose.pending, of: null }];
    const positions = [...set];
    if (positions.length === 0) return [{ text: prose.noTokens, of: null }];
    const { tokens } = factsOf(mor);
    return positions.flatMap((position, i) => {
      const between = i === 0 ? '' : i === positions.length - 1 ? prose.and : prose.comma;
      return [
        { text: between, of: null },
        { text: quoted(tokens[position]?.text ?? ''), of: new Set([position]) },
      ];
    });
  }, [mor, set, prose]);
  return <Lit phrases={phrases} />;
}

/** A term of the glossary; its entry opens where it stands. */
function Term({ id, children }: { readonly id: TermId; readonly children: ReactNode }) {
  const { openTerm } = useLesson();
  return (
    <button
      type="button"
      className={styles.term}
      aria-haspopup="dialog"
      onClick={(event) => openTerm(id, event.currentTarget)}
    >
      {children}
    </button>
  );
}

/** All that the prose of a lesson may use beside Markdown. */
export const PROSE_PARTS = { Step, Num, Cost, Published, Tokens, Named, Term, Ask, Choice, Item, Why };
