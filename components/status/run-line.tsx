'use client';

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
  return (
    <span className={styles.line}>
      {trace && recorded && (
        <span className={styles.badge} data-recorded>
          Recorded run
        </span>
      )}
      {mismatch && (
        <span className={styles.badge} title={describeMismatch(mismatch)}>
          Mismatch
        </span>
      )}
      {file !== null && (
        <>
          <span className={styles.badge} data-recorded title={file}>
            From a file: <span className={styles.file}>{file}</span>
          </span>
          <button type="button" className={styles.again} onClick={retry}>
            Run it live
          </button>
        </>
      )}
      {loading && status !== 'empty' ? (
        <span className={styles.loading} title={loading.sentence}>
          model {bytes(loading.loaded)} of {bytes(loading.total)}
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
      {status === 'running' && !loading && <span className={styles.running}>running</span>}
    </span>
  );
}

function sentence(status: RunStatus, recorded: boolean, trace: Trace | null): string {
  if (!trace) return status === 'loading' ? 'the model is on its way' : '';
  if (recorded) return status === 'loading' ? 'the live model is on its way' : '';
  if (status === 'failed') return 'of the run before the failure';
  return `live, ${duration(trace.ms)} on ${backendName(trace.backend)}`;
}
