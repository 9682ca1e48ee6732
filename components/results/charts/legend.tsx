import type { Kind } from '../tables/table';
import styles from './charts.module.css';

export interface LegendItem {
  readonly key: string;
  readonly label: string;
  readonly kind: Kind;
  readonly dashed?: boolean;
}

export function Legend({ items }: { readonly items: readonly LegendItem[] }) {
  return (
    <ul className={styles.legend}>
      {items.map(({ key, label, kind, dashed }) => (
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
          {label}
        </li>
      ))}
    </ul>
  );
}
