'use client';

import { useState } from 'react';
import { LETTERS, type Letter } from '../../lessons/codes';
import { Count } from './count';
import styles from './teach.module.css';
import { useTeachWords } from './teach-words';

/** As many answers as are still told apart at a glance. */
const MOST = 6;

/** A question of the teacher's own, with answers to write down. */
export function OwnQuestion({ round }: { readonly round: number }) {
  const words = useTeachWords().tally;
  const [options, setOptions] = useState(3);
  const [names, setNames] = useState<{ readonly [letter in Letter]?: string }>({});
  return (
    <>
      <div className={styles.fields}>
        <input
          className={`${styles.question} ${styles.wide}`}
          aria-label={words.question}
          placeholder={words.placeholder}
        />
        <label className={styles.field}>
          {words.options}
          <input
            type="number"
            min={2}
            max={MOST}
            value={options}
            onChange={(event) => setOptions(Math.min(MOST, Math.max(2, Number(event.target.value) || 2)))}
          />
        </label>
      </div>
      <Count
        key={round}
        answers={LETTERS.slice(0, options).map((letter) => (
          <input
            key={letter}
            aria-label={words.option(letter)}
            placeholder={words.optionPlaceholder}
            value={names[letter] ?? ''}
            onChange={(event) => setNames({ ...names, [letter]: event.target.value })}
          />
        ))}
      />
    </>
  );
}
