'use client';

import { t } from '../../languages/current';
import type { Trace } from '../../model/trace';
import type { RunStatus } from '../../store/state';
import { useApp } from '../app-store';
import { describeMismatch } from '../trace/describe';
import { useMismatch } from '../trace/mismatch';
import { bytes, duration } from '../ui/format';
import { backendName } from './backend-name';
import { summarise } from './progress';
import styles from './run-line.module.css';

/** Beside the picture's title: whether it is live, recorded or from a file, what is on its way, how long the run took. */
export function RunLine() {
  const status = useApp((state) => state.run.status);
  const recorded = useApp((state) => state.run.recorded);
  const file = useApp((state) => state.run.file);
  const retry = useApp((state) => state.retry);
  const trace = useApp((state) => state.run.traces.mor);
  const mismatch = useMismatch();
  const loading = summarise(useApp((state) => state.run.progress));
  const says = t().status.run;
  return (
    <span className={styles.line}>
      {trace && recorded && (
        <span className={styles.badge} data-recorded>
          {says.recorded}
        </span>
      )}
      {mismatch && (
        <span className={styles.badge} title={describeMismatch(mismatch)}>
          {says.mismatch}
        </span>
      )}
      {file !== null && (
        <>
          <span className={styles.badge} data-recorded title={file}>
            {says.fromFile} <span className={styles.file}>{file}</span>
          </span>
          <button type="button" className={styles.again} onClick={retry}>
            {says.runLive}
          </button>
        </>
      )}
      {loading && status !== 'empty' ? (
        <span className={styles.loading} title={loading.sentence}>
          {says.modelComing(bytes(loading.loaded), bytes(loading.total))}
          <progress
            className={styles.bar}
            value={loading.loaded}
            max={loading.total}
            aria-label={loading.sentence}
          />
        </span>
      ) : (
        file === null && <span>{sentence(status, recorded, trace)}</span>
      )}
      {status === 'running' && !loading && <span className={styles.running}>{says.running}</span>}
    </span>
  );
}

function sentence(status: RunStatus, recorded: boolean, trace: Trace | null): string {
  const says = t().status.run;
  if (!trace) return status === 'loading' ? says.onTheWay : '';
  if (recorded) return status === 'loading' ? says.liveOnTheWay : '';
  if (status === 'failed') return says.beforeFailure;
  return says.live(duration(trace.ms), backendName(trace.backend));
}
