'use client';

import { lazy, Suspense } from 'react';
import { t } from '../../languages/current';
import { useApp } from '../app-store';
import styles from './messages.module.css';

const LiveSummary = lazy(() => import('./summaries').then((file) => ({ default: file.LiveSummary })));

/** What the page changed by itself, and what went wrong: what happened, what the page did, what the reader can do. */
export function Messages() {
  return (
    <>
      <Failure />
      <Notices />
      <Suspense>
        <LiveSummary />
      </Suspense>
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
  const says = t().status.failure;
  const did = !kept ? says.kept : recorded ? says.keptWithRecorded : says.keptWithLast;
  const said = t().errors.say(error);
  return (
    <div role="alert" className={styles.failure}>
      <h2>{said.message}</h2>
      <p>{t().common.sentences([did, said.remedy])}</p>
      {said.original !== null && <p lang="en">{said.original}</p>}
      <div className={styles.failureFoot}>
        <button type="button" className={styles.retry} onClick={retry}>
          {says.retry}
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
    <div role="status" aria-label={t().status.notices}>
      {notices.map((notice) => {
        const message = notice.message();
        return (
          <p key={notice.id} className={styles.notice}>
            <span>
              {message} {notice.code && <code>{notice.code}</code>}
            </span>
            <button
              type="button"
              onClick={() => dismiss(notice.id)}
              aria-label={t().status.dismissThis(message)}
            >
              {t().status.dismiss}
            </button>
          </p>
        );
      })}
    </div>
  );
}
