'use client';

import { Children, isValidElement, type ReactElement, type ReactNode, useId, useState } from 'react';
import { codeOf } from '../../lessons/codes';
import { type AnswerSpec, answerOf, isReasoned } from '../../lessons/schema';
import type { LearnerAnswer } from '../../store/lesson-progress';
import styles from './answers.module.css';
import { BarField, ChoiceField, OrderField, TokensField } from './fields';
import { judge, truthOf } from './judge';
import { useLearnWords } from './learn-words';
import { useCannotTell, useLesson, useLessonRun } from './lesson-context';
import { Outcome } from './outcome';

export interface Option {
  readonly id: string;
  readonly words: ReactNode;
}

interface AskProps {
  readonly question: string;
  /** `Choice`s where there are any to choose from. */
  readonly children?: ReactNode;
}

/** What a step asks: a prediction, an explanation to choose, or one in the learner's own words. */
export function Ask({ question, children }: AskProps) {
  const { step, progress, answer } = useLesson();
  const given = progress.answers[step.id];
  const spec = answerOf(step);
  if (spec === null) {
    return <OwnWords question={question} />;
  }
  return given === undefined ? (
    <Prediction
      key={step.id}
      question={question}
      spec={spec}
      options={optionsIn(children)}
      onCommit={(value) => answer(step.id, value)}
    />
  ) : (
    <Committed question={question} spec={spec} options={optionsIn(children)} given={given} />
  );
}

/** One option; `Ask` and `Item` draw it. */
export function Choice({ children }: { readonly id: string; readonly children: ReactNode }) {
  return children;
}

/** The `Choice`s there are to choose from. */
export function optionsIn(children: ReactNode): readonly Option[] {
  return Children.toArray(children)
    .filter((child): child is ReactElement<{ id: string; children: ReactNode }> => isValidElement(child))
    .map(({ props }) => ({ id: props.id, words: props.children }));
}

interface PredictionProps {
  readonly question: string;
  readonly spec: AnswerSpec;
  readonly options: readonly Option[];
  readonly onCommit: (answer: LearnerAnswer) => void;
}

function Prediction({ question, spec, options, onCommit }: PredictionProps) {
  const { predict } = useLearnWords();
  const run = useLessonRun();
  const cannotTell = useCannotTell();
  const [draft, setDraft] = useState<LearnerAnswer | null>(
    spec.type === 'order' ? ['mor', 'recursive', 'vanilla'] : null,
  );
  const ready = run !== null && truthOf(spec, run) !== null;
  const said = draft !== null && !(Array.isArray(draft) && draft.length === 0);
  const field = { question, value: draft, onChange: setDraft };
  return (
    <form
      className={styles.ask}
      onSubmit={(event) => {
        event.preventDefault();
        if (said && ready) onCommit(draft);
      }}
    >
      {spec.type === 'tokens' && <TokensField {...field} tokens={run?.traces.mor.tokens ?? []} />}
      {spec.type === 'bar' && <BarField {...field} of={spec.truth} />}
      {spec.type === 'order' && <OrderField {...field} />}
      {spec.type === 'choice' && <ChoiceField {...field} options={options} />}
      <p className={styles.commit}>
        <button type="submit" className={styles.primary} disabled={!said || !ready}>
          {predict.commit}
        </button>
        <span className={styles.hint} role="status">
          {cannotTell ? predict.none : ready ? '' : predict.reading}
        </span>
      </p>
    </form>
  );
}

interface CommittedProps {
  readonly question: string;
  readonly spec: AnswerSpec;
  readonly options: readonly Option[];
  readonly given: LearnerAnswer;
}

/** The prediction and the run side by side; where reason decides and no run, it is right or not. */
function Committed({ question, spec, options, given }: CommittedProps) {
  const { predict, check } = useLearnWords();
  const { inClass } = useLesson();
  const run = useLessonRun();
  const truth = run && truthOf(spec, run);
  const verdict = run && truth !== null ? judge(spec, given, truth, run) : null;
  const verdicts = isReasoned(spec)
    ? { ...predict.verdict, right: check.right, other: check.wrong }
    : predict.verdict;
  return (
    <div className={styles.ask}>
      <p className={styles.question}>{question}</p>
      {inClass && <Code code={codeOf(spec, given)} />}
      {run === null || truth === null || verdict === null ? (
        <p className={styles.hint}>{predict.reading}</p>
      ) : (
        <>
          <p className={styles.verdict} role="status" data-verdict={verdict}>
            {verdicts[verdict]}
          </p>
          <Outcome spec={spec} options={options} given={given} truth={truth} run={run} />
        </>
      )}
    </div>
  );
}

/** The answer as the class's tally takes it, to be called out or held up. */
function Code({ code }: { readonly code: string }) {
  const { predict } = useLearnWords();
  return (
    <p className={styles.code}>
      <span>{predict.code}</span> <strong>{code}</strong>
    </p>
  );
}

/** An explanation in the learner's own words, with one to hold it against: nobody marks it. */
function OwnWords({ question }: { readonly question: string }) {
  const { explain } = useLearnWords();
  const { step, progress, answer } = useLesson();
  const kept = progress.answers[step.id];
  const [draft, setDraft] = useState(typeof kept === 'string' ? kept : '');
  const field = useId();
  return (
    <form
      className={styles.ask}
      onSubmit={(event) => {
        event.preventDefault();
        answer(step.id, draft);
      }}
    >
      <label htmlFor={field} className={styles.question}>
        {question}
      </label>
      <textarea
        id={field}
        className={styles.words}
        rows={4}
        placeholder={explain.field}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
      <p className={styles.commit}>
        <button type="submit" className={styles.primary} disabled={draft.trim() === ''}>
          {explain.show}
        </button>
        <span className={styles.hint}>{explain.kept}</span>
      </p>
    </form>
  );
}

/** What is told only to those who have answered: at a step as a whole, or under an item of a check. */
export function Why({ children }: { readonly children: ReactNode }) {
  const { step, progress } = useLesson();
  const words = useLearnWords();
  if (progress.answers[step.id] === undefined) return null;
  const own = step.kind === 'explain' && step.answer === undefined;
  return (
    <div className={styles.why}>
      <h3>{own ? words.explain.model : words.predict.why}</h3>
      {children}
    </div>
  );
}

interface ItemProps {
  readonly id: string;
  readonly question: string;
  /** The reason, told with the verdict. */
  readonly why: string;
  /** `Choice`s. */
  readonly children: ReactNode;
}

/** One question of a check: answered at once, and as often as one likes. */
export function Item({ id, question, why, children }: ItemProps) {
  const { check } = useLearnWords();
  const { step, progress, answer } = useLesson();
  const key = `${step.id}/${id}`;
  const given = progress.answers[key];
  const item = step.kind === 'check' ? step.items.find((each) => each.id === id) : undefined;
  if (item === undefined) return null;
  const right = given === item.right;
  return (
    <div className={styles.item}>
      <ChoiceField
        question={question}
        value={given ?? null}
        options={optionsIn(children)}
        onChange={(value) => answer(key, value)}
      />
      <div role="status" className={styles.verdictLine}>
        {given !== undefined && (
          <>
            <p className={styles.verdict} data-verdict={right ? 'right' : 'other'}>
              {right ? check.right : check.wrong}
            </p>
            <p>{why}</p>
          </>
        )}
      </div>
    </div>
  );
}
