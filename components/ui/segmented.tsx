'use client';

import { useId } from 'react';
import styles from './segmented.module.css';

export interface SegmentedOption<T extends string | number> {
  readonly value: T;
  readonly label: string;
  /** Said beside the label, quieter: a size, a unit. */
  readonly detail?: string;
  /** Why this choice would move other switches as well; the choice stays open and gets a mark. */
  readonly caveat?: string;
}

interface Props<T extends string | number> {
  readonly label: string;
  readonly options: readonly SegmentedOption<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly hideLabel?: boolean;
  readonly small?: boolean;
}

/** One choice of a few: radio buttons, so the arrow keys and the screen reader come with the platform. */
export function Segmented<T extends string | number>(props: Props<T>) {
  const { label, options, value, onChange, hideLabel = false, small = false } = props;
  const name = useId();
  return (
    <fieldset className={`${styles.group} ${small ? styles.small : ''}`}>
      <legend className={hideLabel ? 'visually-hidden' : styles.label}>{label}</legend>
      <div className={styles.track}>
        {options.map((option) => (
          <label key={option.value} className={styles.option} title={option.caveat}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span className={styles.face}>
              {option.label}
              {option.detail && <span className={styles.detail}> {option.detail}</span>}
              {option.caveat && (
                <>
                  <i className={styles.mark} aria-hidden="true" />
                  <span className="visually-hidden"> ({option.caveat})</span>
                </>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
