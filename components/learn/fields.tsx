'use client';

import { useId } from 'react';
import { t } from '../../languages/current';
import type { MeasureName } from '../../lessons/schema';
import type { Token as TraceToken } from '../../model/trace';
import type { LearnerAnswer } from '../../store/lesson-progress';
import type { Role } from '../../store/state';
import { Token } from '../ui/token';
import type { Option } from './answers';
import styles from './answers.module.css';
import { useLearnWords } from './learn-words';
import { wholeOf } from './measures';

/** The four ways to answer. Each takes the answer so far, null before the first touch, and tells every change. */

interface FieldProps {
  readonly question: string;
  readonly value: LearnerAnswer | null;
  readonly onChange: (value: LearnerAnswer) => void;
}

/** Picks tokens of the text. */
export function TokensField({
  question,
  value,
  onChange,
  tokens,
}: FieldProps & { readonly tokens: readonly TraceToken[] }) {
  const { predict } = useLearnWords();
  const picked = (value ?? []) as readonly number[];
  const toggle = (position: number) =>
    onChange(
      picked.includes(position)
        ? picked.filter((each) => each !== position)
        : [...picked, position].sort((a, b) => a - b),
    );
  return (
    <fieldset>
      <legend className={styles.question}>{question}</legend>
      <div className={styles.tokens}>
        {tokens.map((token, position) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place in the text
            key={position}
            type="button"
            className={styles.token}
            aria-pressed={picked.includes(position)}
            onClick={() => toggle(position)}
          >
            <Token text={token.text} />
          </button>
        ))}
      </div>
      <p className={styles.hint} role="status">
        {predict.picked(picked.length)}
      </p>
    </fieldset>
  );
}

/** Where a bar begins before it is moved, percent: it has to be moved to be an answer. */
const MIDDLE = 50;

/** A share in percent, as a bar to drag beside the whole. */
export function BarField({ question, value, onChange, of }: FieldProps & { readonly of: MeasureName }) {
  const { predict } = useLearnWords();
  const whole = predict.whole[wholeOf(of)];
  const id = useId();
  const share = value === null ? MIDDLE : Number(value);
  return (
    <div>
      <label htmlFor={id} className={styles.question}>
        {question}
      </label>
      <div className={styles.bars} aria-hidden="true">
        <span className={styles.bar} data-kind="whole">
          {whole.name}
        </span>
        <span
          className={styles.bar}
          data-kind="guess"
          data-untouched={value === null || undefined}
          style={{ inlineSize: `${share}%` }}
        />
      </div>
      <input
        id={id}
        className={styles.slider}
        type="range"
        min={0}
        max={100}
        step={1}
        value={share}
        aria-valuetext={whole.share(`${share}%`)}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      <output htmlFor={id} className={styles.hint}>
        {predict.bar(value === null ? '–' : whole.share(`${share}%`))}
      </output>
    </div>
  );
}

/** The three models, moved up and down. */
export function OrderField({ question, value, onChange }: FieldProps) {
  const { predict } = useLearnWords();
  const order = (value ?? []) as readonly Role[];
  const move = (from: number, to: number) => {
    const next = [...order];
    const [role] = next.splice(from, 1);
    if (role) next.splice(to, 0, role);
    onChange(next);
  };
  return (
    <fieldset>
      <legend className={styles.question}>{question}</legend>
      <ol className={styles.order}>
        {order.map((role, i) => (
          <li key={role} data-role={role}>
            <span>
              {t().cost.models[role]}{' '}
              <small>{i === 0 ? predict.least : i === order.length - 1 ? predict.most : ''}</small>
            </span>
            <button
              type="button"
              disabled={i === 0}
              aria-label={predict.up(t().cost.models[role])}
              onClick={() => move(i, i - 1)}
            >
              ↑
            </button>
            <button
              type="button"
              disabled={i === order.length - 1}
              aria-label={predict.down(t().cost.models[role])}
              onClick={() => move(i, i + 1)}
            >
              ↓
            </button>
          </li>
        ))}
      </ol>
    </fieldset>
  );
}

/** One of a few sentences. */
export function ChoiceField({
  question,
  value,
  onChange,
  options,
}: FieldProps & { readonly options: readonly Option[] }) {
  const name = useId();
  return (
    <fieldset>
      <legend className={styles.question}>{question}</legend>
      <div className={styles.choices}>
        {options.map(({ id, words }) => (
          <label key={id} className={styles.choice}>
            <input type="radio" name={name} value={id} checked={value === id} onChange={() => onChange(id)} />
            <span>{words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
