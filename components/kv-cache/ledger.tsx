import { t } from '../../languages/current';
import { bytes } from '../ui/format';
import styles from './kv-cache.module.css';

interface Props {
  /** Bytes of the live entries. */
  readonly live: number;
  /** Bytes of the buffers they lie in; null where there are none. */
  readonly allocated: number | null;
  /** Bytes read: in the last step, or over all of them. */
  readonly read: { readonly name: string; readonly bytes: number } | null;
  /** What the buffers are. */
  readonly note: string;
}

/** What is kept and what is allocated for it, side by side. */
export function Ledger({ live, allocated, read, note }: Props) {
  const says = t().cache.ledger;
  return (
    <div className={styles.account}>
      <dl className={styles.ledger}>
        <div>
          <dt>{says.live}</dt>
          <dd>{bytes(live)}</dd>
        </div>
        <div>
          <dt>{says.allocated}</dt>
          <dd>{allocated === null ? says.none : bytes(allocated)}</dd>
        </div>
        {read && (
          <div>
            <dt>{read.name}</dt>
            <dd>{bytes(read.bytes)}</dd>
          </div>
        )}
      </dl>
      <p>{note}</p>
    </div>
  );
}
