import { CardLink } from '../card-link';
import type { Kind } from '../tables/table';
import styles from './charts.module.css';

export interface LegendItem {
  readonly key: string;
  readonly label: string;
  readonly kind: Kind;
  readonly dashed?: boolean;
  /** Run whose card the label opens. */
  readonly run?: string;
}

interface Props {
  readonly items: readonly LegendItem[];
  readonly onRun?: (run: string) => void;
}

export function Legend({ items, onRun }: Props) {
  return (
    <ul className={styles.legend}>
      {items.map(({ key, label, kind, dashed, run }) => (
        <li key={key} data-kind={kind}>
          <svg viewBox="0 0 28 12" aria-hidden="true">
            <line className={styles.line} data-dashed={dashed || undefined} x1="0" x2="28" y1="6" y2="6" />
            {kind === 'mor' && <circle className={styles.mark} cx="14" cy="6" r="4" />}
            {kind !== 'mor' && (
              <rect
                className={styles.mark}
                x="10.5"
                y="2.5"
                width="7"
                height="7"
                transform={kind === 'recursive' ? 'rotate(45 14 6)' : undefined}
              />
            )}
          </svg>
          {run !== undefined && onRun ? (
            <CardLink run={run} onRun={onRun}>
              {label}
            </CardLink>
          ) : (
            label
          )}
        </li>
      ))}
    </ul>
  );
}
