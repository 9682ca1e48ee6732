'use client';

import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import type { StoreApi } from 'zustand';
import { useStore } from 'zustand';
import type { AppState } from '../../store/state';
import { useSiteHref } from '../site/site-href';
import type { Page } from './action';
import styles from './commands.module.css';
import { actionFor } from './keys';
import { openSheet, sheetStore } from './sheet';

const Palette = lazy(() => import('./palette').then((file) => ({ default: file.Palette })));
const Keys = lazy(() => import('./keys-sheet').then((file) => ({ default: file.KeysSheet })));

/** Commands of a page: the keys, and the two sheets that show what there is. */
export function Commands({ store }: { readonly store: StoreApi<AppState> | null }) {
  const sheet = useStore(sheetStore, (state) => state.sheet);
  const [said, say] = useState('');
  const href = useSiteHref();
  const page = useMemo(
    (): Page => ({ store, say, open: openSheet, go: (path) => window.location.assign(href(path)) }),
    [store, href],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = actionFor(event, page);
      if (!action) return;
      event.preventDefault();
      action.run(page);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [page]);
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => say(''), 4_000);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <>
      <p role="status" className={said === '' ? 'visually-hidden' : styles.said}>
        {said}
      </p>
      <Suspense>
        {sheet === 'palette' && <Palette page={page} />}
        {sheet === 'keys' && <Keys />}
      </Suspense>
    </>
  );
}
