'use client';

import { type ReactNode, useId, useRef, useState } from 'react';
import { LIMITS, type NumberKey } from '../../store/settings';
import { useApp } from '../app-store';
import styles from './number-field.module.css';

interface Props {
  readonly field: NumberKey;
  readonly label: string;
  readonly hint: string | undefined;
  /** Where what is in view allows less than the setting does. */
  readonly max?: number | undefined;
  /** Beside the label. */
  readonly children?: ReactNode;
}

/** A number that is taken over when the field is left or Enter is pressed, inside its limits; until then anything may stand in it. */
export function NumberField({ field, label, hint, max, children }: Props) {
  const id = useId();
  const value = useApp((state) => state.settings[field]);
  const set = useApp((state) => state.set);
  const [draft, setDraft] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const limits = { ...LIMITS[field], ...(max !== undefined && { max }) };
  const commit = () => {
    const typed = input.current?.valueAsNumber ?? Number.NaN;
    if (draft !== null && Number.isFinite(typed)) set({ [field]: Math.min(typed, limits.max) });
    setDraft(null);
  };
  return (
    <div className={styles.field} data-field={field}>
      <div className={styles.head}>
        <label htmlFor={id}>{label}</label>
        {children}
      </div>
      <input
        ref={input}
        id={id}
        type="number"
        inputMode="decimal"
        aria-describedby={`${id}-hint`}
        min={limits.min}
        max={limits.max}
        step={limits.step}
        value={draft ?? String(Number(value.toFixed(4)))}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
      <small id={`${id}-hint`}>{hint}</small>
    </div>
  );
}
