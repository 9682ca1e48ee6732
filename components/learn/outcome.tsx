'use client';

import { t } from '../../languages/current';
import { type AnswerSpec, type FigureName, isReasoned, type MeasureName } from '../../lessons/schema';
import type { LearnerAnswer } from '../../store/lesson-progress';
import type { Role } from '../../store/state';
import { percent } from '../ui/format';
import type { Option } from './answers';
import styles from './answers.module.css';
import { useLearnWords } from './learn-words';
import { figureOf, type LessonRun, wholeOf } from './measures';
import { DepthsOutcome, GuessesOutcome } from './tokens-outcome';

interface Props {
  readonly spec: AnswerSpec;
  readonly options: readonly Option[];
  readonly given: LearnerAnswer;
  readonly truth: LearnerAnswer;
  readonly run: LessonRun;
}

/** What was predicted over what happened. */
export function Outcome(props: Props) {
  switch (props.spec.type) {
    case 'tokens':
      return props.spec.truth === 'surest' ? <GuessesOutcome {...props} /> : <DepthsOutcome {...props} />;
    case 'bar':
      return <BarOutcome {...props} of={props.spec.truth} />;
    case 'order':
      return <OrderOutcome {...props} by={props.spec.by} />;
    case 'choice':
      return <ChoiceOutcome {...props} reasoned={isReasoned(props.spec)} />;
  }
}

function BarOutcome({ given, truth, of }: Props & { readonly of: MeasureName }) {
  const { predict } = useLearnWords();
  const rows = [
    { name: predict.whole[wholeOf(of)].name, share: 100, kind: 'whole' },
    { name: predict.yours, share: Number(given), kind: 'guess' },
    { name: predict.run, share: Number(truth), kind: 'truth' },
  ];
  return (
    <table className={styles.compared}>
      <tbody>
        {rows.map(({ name, share, kind }) => (
          <tr key={kind}>
            <th scope="row">{name}</th>
            <td>
              <span
                className={styles.bar}
                data-kind={kind}
                style={{ inlineSize: `${Math.min(share, 100)}%` }}
              />
            </td>
            <td className={styles.figure}>{percent(share / 100)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function OrderOutcome({ given, truth, run, by }: Props & { readonly by: FigureName }) {
  const { predict } = useLearnWords();
  const name = (role: Role | undefined) => (role ? t().cost.models[role] : '');
  const [yours, found] = [given as readonly Role[], truth as readonly Role[]];
  return (
    <table className={styles.compared}>
      <thead>
        <tr>
          <th scope="col">{predict.yours}</th>
          <th scope="col" colSpan={2}>
            {predict.run}
          </th>
        </tr>
      </thead>
      <tbody>
        {found.map((role, i) => (
          <tr key={role}>
            <td>{name(yours[i])}</td>
            <td>{name(role)}</td>
            <td className={styles.figure}>{figureOf(run, by, role)?.text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ChoiceOutcome({ options, given, truth, reasoned }: Props & { readonly reasoned: boolean }) {
  const { predict } = useLearnWords();
  const words = (id: LearnerAnswer) => options.find((option) => option.id === id)?.words;
  return (
    <dl className={styles.said}>
      <dt>{predict.yours}</dt>
      <dd>{words(given)}</dd>
      {given !== truth && (
        <>
          <dt>{reasoned ? predict.inFact : predict.run}</dt>
          <dd>{words(truth)}</dd>
        </>
      )}
    </dl>
  );
}
