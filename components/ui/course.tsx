import type { ReactNode, Ref } from 'react';
import styles from './course.module.css';

interface CourseProps {
  /** For those who listen: what the buttons are for. */
  readonly name: string;
  /** Beside them: why there is nothing to begin with. */
  readonly note?: string | null;
  readonly children: ReactNode;
}

/** The buttons by which something is begun, paused, stepped and stopped. */
export function Course({ name, note = null, children }: CourseProps) {
  return (
    <div className={styles.course}>
      <fieldset className={styles.buttons}>
        <legend className="visually-hidden">{name}</legend>
        {children}
      </fieldset>
      {note !== null && <p className={styles.note}>{note}</p>}
    </div>
  );
}

interface ActProps {
  readonly ref?: Ref<HTMLButtonElement>;
  readonly able?: boolean;
  readonly primary?: boolean;
  readonly onAct: () => void;
  readonly children: string;
}

/** One of them. Where it cannot be pressed it keeps the focus. */
export function Act({ ref, able = true, primary = false, onAct, children }: ActProps) {
  return (
    <button
      ref={ref}
      type="button"
      className={`${styles.button} ${primary ? styles.primary : ''}`}
      aria-disabled={!able || undefined}
      onClick={able ? onAct : undefined}
    >
      {children}
    </button>
  );
}
