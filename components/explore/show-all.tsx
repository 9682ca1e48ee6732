'use client';

import { t } from '../../languages/current';
import { useApp } from '../app-store';
import styles from './explore.module.css';

/** Brings back what a link left out; where nothing is left out there is no such button. */
export function ShowAll() {
  const hides = useApp((state) => state.settings.hide.length > 0);
  const set = useApp((state) => state.set);
  if (!hides) return null;
  return (
    <button
      type="button"
      className={styles.showAll}
      onClick={() => {
        set({ hide: [] });
        // This button goes; whoever goes by keyboard begins with what came back.
        document.querySelector('main')?.focus();
      }}
    >
      {t().explore.showAll}
    </button>
  );
}
