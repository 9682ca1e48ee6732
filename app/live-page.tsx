'use client';

import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { AppStoreProvider } from '../components/app-store';
import { ServicesProvider } from '../components/services';
import { Spoken } from '../components/site/spoken';
import type { Messages } from '../languages/messages';
import type { MorExplorerHandle } from '../store/handle';
import type { AppStore } from '../store/store';
import { siteBaseUrl } from '../workers/clients/base-url';
import { createPage } from './create-page';
import { followTheme } from './follow-theme';

declare global {
  interface Window {
    morExplorer?: MorExplorerHandle;
  }
}

interface Props {
  /** What the browser calls the page; null where the title comes with what is on it. */
  readonly page: keyof Messages['site']['title'] | null;
  readonly children: ReactNode;
}

/** A page with a running model: its state and its engine begin on the client and end when the page is left. */
export function LivePage({ page, children }: Props) {
  const [{ store, engine }] = useState(createPage);
  const services = useMemo(() => ({ engine, lives: store.lives, baseUrl: siteBaseUrl }), [engine, store]);

  useEffect(() => {
    const stop = store.start();
    const leaveTheme = followTheme(store);
    const takeHandle = giveHandle(store);
    return () => {
      takeHandle();
      leaveTheme();
      stop();
    };
  }, [store]);

  return (
    <AppStoreProvider store={store}>
      <ServicesProvider value={services}>
        <Spoken page={page}>
          <Awake>{children}</Awake>
        </Spoken>
      </ServicesProvider>
    </AppStoreProvider>
  );
}

/** Puts `window.morExplorer` there as soon as its code has come, after the page's own; returns what takes it away. */
function giveHandle(store: AppStore): () => void {
  let left = false;
  void import('../store/handle').then(({ createMorExplorerHandle }) => {
    if (!left) window.morExplorer = createMorExplorerHandle(store);
  });
  return () => {
    left = true;
    delete window.morExplorer;
  };
}

/** Shows the page once it is live: neither a part that its link leaves out may flash, nor one that it shows be missing. */
function Awake({ children }: { readonly children: ReactNode }) {
  useEffect(() => {
    delete document.documentElement.dataset.waiting;
  }, []);
  return children;
}
