'use client';

import { useApp } from '../app-store';
import { describeFinish } from '../trace/describe';
import { factsOf } from '../trace/facts';
import { MismatchNote } from '../trace/mismatch';
import styles from './messages.module.css';

/** What the page changed by itself, and what went wrong: what happened, what the page did, what the reader can do. */
export function Messages() {
  return (
    <>
      <Failure />
      <Notices />
      <LiveSummary />
    </>
  );
}

function Failure() {
  const error = useApp((state) => state.run.error);
  const failed = useApp((state) => state.run.status === 'failed');
  const kept = useApp((state) => state.run.traces.mor !== null);
  const recorded = useApp((state) => state.run.recorded);
  const retry = useApp((state) => state.retry);
  if (!failed || !error) return null;
  const did = kept
    ? `Your text and switches are as you left them, and the picture below is the ${recorded ? 'recorded' : 'last good'} run.`
    : 'Your text and switches are as you left them.';
  return (
    <div role="alert" className={styles.failure}>
      <h2>{error.message}</h2>
      <p>
        {did} {error.remedy}
      </p>
      <div className={styles.failureFoot}>
        <button type="button" className={styles.retry} onClick={retry}>
          Retry
        </button>
        <code>{error.code}</code>
      </div>
    </div>
  );
}

function Notices() {
  const notices = useApp((state) => state.notices);
  const dismiss = useApp((state) => state.dismiss);
  return (
    <div role="status" aria-label="Notices">
      {notices.map((notice) => (
        <p key={notice.id} className={styles.notice}>
          <span>
            {notice.message} {notice.code && <code>{notice.code}</code>}
          </span>
          <button type="button" onClick={() => dismiss(notice.id)} aria-label={`Dismiss: ${notice.message}`}>
            Dismiss
          </button>
        </p>
      ))}
    </div>
  );
}

/** Told once a run is done; never while one is under way. */
function LiveSummary() {
  const mor = useApp((state) => state.run.traces.mor);
  const vanilla = useApp((state) => state.run.traces.vanilla);
  const done = useApp((state) => state.run.status === 'ready');
  return (
    <p role="status" aria-label="Run" className="visually-hidden">
      {done && mor && (
        <>
          <MismatchNote />
          {describeFinish(factsOf(mor), mor, vanilla)}
        </>
      )}
    </p>
  );
}
