'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import { t } from '../../languages/current';
import { siteBaseUrl } from '../../workers/clients/base-url';
import { watchForNewVersion } from '../../workers/offline/keeper';
import styles from './offline.module.css';

const KeepPanel = lazy(() => import('./keep-panel').then((file) => ({ default: file.KeepPanel })));

/** In every page's foot: the way to keep the site, and a word where a kept one has a newer version. */
export function OfflineCorner() {
  const [open, setOpen] = useState(false);
  const [take, setTake] = useState<(() => void) | null>(null);
  useEffect(() => {
    watchForNewVersion(siteBaseUrl(), (found) => setTake(() => found));
  }, []);
  const words = t().offline;
  return (
    <>
      <button type="button" className={styles.open} onClick={() => setOpen(true)}>
        {words.open}
      </button>
      <div role="status" className={take ? styles.news : undefined}>
        {take && (
          <>
            <p>
              <strong>{words.newVersion}</strong> {words.takeHint}
            </p>
            <button type="button" onClick={take}>
              {words.take}
            </button>
          </>
        )}
      </div>
      {open && (
        <Suspense>
          <KeepPanel onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
