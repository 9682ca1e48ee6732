'use client';

import { useState } from 'react';
import { percent } from '../ui/format';
import { Panel, PanelAction } from '../ui/panel';
import { countVotes, LETTERS, type Letter } from './tally';
import styles from './teach.module.css';
import { useTeachWords } from './teach-words';

type ByLetter<T> = { readonly [letter in Letter]?: T };

/** The class's vote, by hands or by letters, as bars for the projector. It stays on this machine and ends with the page. */
export function TallyView() {
  const words = useTeachWords().tally;
  const [options, setOptions] = useState(3);
  const [hands, setHands] = useState<ByLetter<number>>({});
  const [names, setNames] = useState<ByLetter<string>>({});
  const [called, setCalled] = useState('');
  const [hidden, setHidden] = useState(false);
  const votes = countVotes(options, hands, called);
  const total = votes.reduce((sum, each) => sum + each.votes, 0);
  const count = (letter: Letter, by: 1 | -1) =>
    setHands({ ...hands, [letter]: Math.max(0, (hands[letter] ?? 0) + by) });
  return (
    <Panel
      title={words.title}
      aside={words.aside}
      className={styles.tally}
      actions={
        <PanelAction
          onClick={() => {
            setHands({});
            setCalled('');
          }}
        >
          {words.clear}
        </PanelAction>
      }
    >
      <input className={styles.question} aria-label={words.question} placeholder={words.placeholder} />
      <ul className={styles.votes}>
        {votes.map(({ letter, votes: own, share }) => (
          <li key={letter}>
            <b>{letter}</b>
            <input
              aria-label={words.option(letter)}
              placeholder={words.optionPlaceholder}
              value={names[letter] ?? ''}
              onChange={(event) => setNames({ ...names, [letter]: event.target.value })}
            />
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
      <p role="status" className={styles.aside}>
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
      <div className={styles.fields}>
        <label className={styles.field}>
          {words.letters}
          <input
            value={called}
            onChange={(event) => setCalled(event.target.value)}
            aria-describedby="letters-hint"
          />
          <small id="letters-hint">{words.lettersHint}</small>
        </label>
        <label className={styles.field}>
          {words.options}
          <input
            type="number"
            min={2}
            max={LETTERS.length}
            value={options}
            onChange={(event) =>
              setOptions(Math.min(LETTERS.length, Math.max(2, Number(event.target.value) || 2)))
            }
          />
        </label>
        <label className={styles.check}>
          <input type="checkbox" checked={hidden} onChange={(event) => setHidden(event.target.checked)} />
          {words.hidden}
        </label>
      </div>
    </Panel>
  );
}
