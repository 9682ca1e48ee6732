'use client';

import { type ReactNode, useState } from 'react';
import type { Letter } from '../../lessons/codes';
import { percent } from '../ui/format';
import { countVotes } from './tally';
import styles from './teach.module.css';
import { useTeachWords } from './teach-words';

/** From here on the answers stand in two columns, where there is room. */
const MANY = 10;

/** Votes for answers A, B and so on, by hands and by letters, as bars. */
export function Count({ answers }: { readonly answers: readonly ReactNode[] }) {
  const words = useTeachWords().tally;
  const [hands, setHands] = useState<{ readonly [letter in Letter]?: number }>({});
  const [called, setCalled] = useState('');
  const [hidden, setHidden] = useState(false);
  const votes = countVotes(answers.length, hands, called);
  const total = votes.reduce((sum, each) => sum + each.votes, 0);
  const count = (letter: Letter, by: 1 | -1) =>
    setHands({ ...hands, [letter]: Math.max(0, (hands[letter] ?? 0) + by) });
  return (
    <>
      <div className={styles.fields}>
        <label className={`${styles.field} ${styles.wide}`}>
          {words.letters}
          <input
            value={called}
            onChange={(event) => setCalled(event.target.value)}
            aria-describedby="letters-hint"
          />
          <small id="letters-hint">{words.lettersHint}</small>
        </label>
        <label className={`${styles.check} ${styles.wide}`}>
          <input type="checkbox" checked={hidden} onChange={(event) => setHidden(event.target.checked)} />
          {words.hidden}
        </label>
      </div>
      <ul className={styles.votes} data-many={answers.length > MANY || undefined}>
        {votes.map(({ letter, votes: own, share }, i) => (
          <li key={letter}>
            <b>{letter}</b>
            <span className={styles.answer}>{answers[i]}</span>
            <span className={styles.hands}>
              <button
                type="button"
                aria-label={words.fewer(letter)}
                disabled={!hands[letter]}
                onClick={() => count(letter, -1)}
              >
                −
              </button>
              <button type="button" aria-label={words.more(letter)} onClick={() => count(letter, 1)}>
                +
              </button>
            </span>
            <span className={styles.bar} aria-hidden="true">
              <i style={{ inlineSize: hidden ? 0 : `${100 * share}%` }} />
            </span>
            <span className={styles.own} aria-hidden="true">
              {hidden ? '?' : own}
            </span>
          </li>
        ))}
      </ul>
      <p role="status" className={styles.counted}>
        {words.said(total)}
        {!hidden && total > 0 && (
          <span className="visually-hidden">
            {' '}
            {votes
              .map(({ letter, votes: own, share }) => words.result(letter, own, percent(share)))
              .join('; ')}
          </span>
        )}
      </p>
    </>
  );
}
