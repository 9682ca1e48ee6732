'use client';

import { t } from '../../languages/current';
import { useApp, useShown } from '../app-store';
import { Panel } from '../ui/panel';
import styles from './skeleton.module.css';

const HEIGHTS = [1, 2, 3, 1, 2, 1, 3, 1, 1, 2];

/** Before anything is there: the shape of what will come, or an invitation where there is no text. */
export function DepthSkeleton() {
  const empty = useApp((state) => state.run.status === 'empty');
  const failed = useApp((state) => state.run.status === 'failed');
  const field = useShown('text');
  const says = t().depth;
  return (
    <Panel title={says.title} busy={!empty && !failed}>
      <p className={styles.line}>
        {empty ? says.empty[field ? 'withField' : 'withoutField'] : failed ? says.failed : says.coming}
      </p>
      <div className={styles.towers} data-still={empty || failed || undefined} aria-hidden="true">
        {HEIGHTS.map((height, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
          <div key={i} className={styles.tower}>
            {Array.from({ length: height }, (_, level) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
              <i key={level} />
            ))}
          </div>
        ))}
      </div>
    </Panel>
  );
}
