'use client';

import { useApp } from '../app-store';
import { duration } from '../ui/format';
import { backendName } from './backend-name';
import { summarise } from './progress';
import styles from './run-line.module.css';

/** Beside the picture's title: whether it is live or recorded, what is on its way, how long the run took. */
export function RunLine() {
  const status = useApp((state) => state.run.status);
  const recorded = useApp((state) => state.run.recorded);
  const trace = useApp((state) => state.run.traces.mor);
  const loading = summarise(useApp((state) => state.run.progress));
  return (
    <span className={styles.line}>
      {trace && recorded && (
        <span className={styles.badge} data-recorded>
          Recorded run
        </span>
      )}
      {loading && status !== 'empty' ? (
        <span className={styles.loading}>
          {loading.sentence}
          <progress
            className={styles.bar}
            value={loading.loaded}
            max={loading.total}
            aria-label={loading.sentence}
          />
        </span>
      ) : (
        <span>
          {sentence(status, recorded, trace ? duration(trace.ms) : null, trace && backendName(trace.backend))}
        </span>
      )}
    </span>
  );
}

function sentence(status: string, recorded: boolean, ms: string | null, backend: string | null): string {
  switch (status) {
    case 'loading':
      return recorded ? 'the live model is on its way' : 'the model is on its way';
    case 'running':
      return 'running';
    case 'failed':
      return ms ? 'the last run failed; this is the one before' : '';
    case 'empty':
      return ms ? 'the text before' : '';
    default:
      return recorded ? '' : `live, ${ms} on ${backend}`;
  }
}
