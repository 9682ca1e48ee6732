'use client';

import type { ReactNode } from 'react';
import styles from './teach.module.css';

interface Props<T extends string | number> {
  readonly label: string;
  readonly value: T;
  readonly of: readonly T[];
  readonly name: (value: T) => string;
  readonly onChange: (value: T) => void;
}

/** One of many, by the browser's own list. */
export function Choice<T extends string | number>({ label, value, of, name, onChange }: Props<T>): ReactNode {
  return (
    <label className={styles.field}>
      {label}
      <select
        value={value}
        onChange={(event) => {
          const next = of.find((each) => String(each) === event.target.value);
          if (next !== undefined) onChange(next);
        }}
      >
        {of.map((each) => (
          <option key={each} value={each}>
            {name(each)}
          </option>
        ))}
      </select>
    </label>
  );
}
