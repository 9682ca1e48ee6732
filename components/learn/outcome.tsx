'use client';

import { t } from '../../languages/current';
import type { AnswerSpec, FigureName, MeasureName } from '../../lessons/schema';
import type { LearnerAnswer } from '../../store/lesson-progress';
import type { Role } from '../../store/state';
import { describeToken } from '../trace/describe';
import { factsOf } from '../trace/facts';
import { percent } from '../ui/format';
import { Token } from '../ui/token';
import type { Option } from './answers';
import styles from './answers.module.css';
import { useLearnWords } from './learn-words';
import { figureOf, type LessonRun, wholeOf } from './measures';

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
      return <TokensOutcome {...props} />;
    case 'bar':
      return <BarOutcome {...props} of={props.spec.truth} />;
    case 'order':
      return <OrderOutcome {...props} by={props.spec.by} />;
    case 'choice':
      return <ChoiceOutcome {...props} />;
  }
}

/** Every token with its depth, those picked in a frame; under them why the others went as they did. */
function TokensOutcome({ given, truth, run }: Props) {
  const { predict } = useLearnWords();
  const facts = factsOf(run.traces.mor);
  const [picked, found] = [given as readonly number[], truth as readonly number[]];
  const surprises = facts.tokens.filter(
    ({ position }) => picked.includes(position) !== found.includes(position),
  );
  return (
    <>
      <ul className={styles.tokens}>
        {facts.tokens.map((token) => (
          <li
            key={token.position}
            className={styles.token}
            data-depth={token.depth}
            data-picked={picked.includes(token.position) || undefined}
          >
            <Token text={token.text} />
            <b aria-hidden="true">{token.depth}</b>
            <span className="visually-hidden">
              {predict.depth(token.depth)}
              {picked.includes(token.position) && `, ${predict.pickedByYou}`}
            </span>
          </li>
        ))}
      </ul>
      <ul className={styles.reasons}>
        {surprises.slice(0, 3).map((token) => (
          <li key={token.position}>
            <Token text={token.text} /> {describeToken(facts, token)}
          </li>
        ))}
      </ul>
    </>
  );
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

function ChoiceOutcome({ options, given, truth }: Props) {
  const { predict } = useLearnWords();
  const words = (id: LearnerAnswer) => options.find((option) => option.id === id)?.words;
  return (
    <dl className={styles.said}>
      <dt>{predict.yours}</dt>
      <dd>{words(given)}</dd>
      {given !== truth && (
        <>
          <dt>{predict.run}</dt>
          <dd>{words(truth)}</dd>
        </>
      )}
    </dl>
  );
}
