'use client';

import { t } from '../../languages/current';
import { useApp } from '../app-store';
import { addressOf } from './address';
import { CopyLink } from './copy-link';
import styles from './explore.module.css';
import { ShowAll } from './show-all';

/** What an embedded page has in place of header and footer: the way out to the page itself. */
export function EmbedFoot() {
  const address = useApp((state) => addressOf(state, { embed: false }));
  return (
    <footer className={styles.embedFoot}>
      <a href={address} target="_blank" rel="noopener">
        {t().explore.openWhole}
      </a>
      <ShowAll />
      <CopyLink />
    </footer>
  );
}
