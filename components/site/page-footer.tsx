'use client';

import { lazy, Suspense } from 'react';
import { t } from '../../languages/current';
import { SheetButtons } from '../commands/sheet-buttons';
import styles from './site.module.css';
import { useSiteHref } from './site-href';

const Commands = lazy(() => import('../commands/commands').then((file) => ({ default: file.Commands })));
const OfflineCorner = lazy(() =>
  import('../offline/offline-corner').then((file) => ({ default: file.OfflineCorner })),
);

interface Props {
  /** Of the page above it, where that is narrower than most: `64rem`. */
  readonly width?: string;
}

/** The foot of the pages that are read: who made this, from what, and what it keeps to itself. */
export function PageFooter({ width }: Props) {
  const words = t().home.footer;
  const href = useSiteHref();
  return (
    <footer className={styles.footer} style={{ maxWidth: width }}>
      <p>
        {words.method} <a href="https://arxiv.org/abs/2507.10524">Mixture-of-Recursions (arXiv 2507.10524)</a>
        . {words.private}
      </p>
      <nav aria-label={words.navigation}>
        <a href={href('/about/')}>{words.about}</a>
        <a href={href('/teach/')}>{words.teach}</a>
        <SheetButtons />
        <Suspense>
          <OfflineCorner />
          <Commands store={null} />
        </Suspense>
      </nav>
    </footer>
  );
}
