import type { ReactNode } from 'react';
import styles from './table.module.css';

interface Props {
  /** For those who listen: what the rows are. */
  readonly caption: string;
  readonly className: string | undefined;
  readonly children: ReactNode;
}

/** Rows and figures, a hairline under each row. */
export function Table({ caption, className, children }: Props) {
  return (
    <table className={`${styles.table} ${className}`}>
      <caption className="visually-hidden">{caption}</caption>
      {children}
    </table>
  );
}
