'use client';

import { t } from '../../languages/current';
import { openSheet } from './sheet';
import styles from './sheet-buttons.module.css';

/** The way to the commands and to the keys for who does not know either. */
export function SheetButtons() {
  const words = t().commands;
  return (
    <>
      <button type="button" className={styles.button} onClick={() => openSheet('palette')}>
        {words.open}
      </button>
      <button type="button" className={styles.button} onClick={() => openSheet('keys')}>
        {words.shortcuts}
      </button>
    </>
  );
}
