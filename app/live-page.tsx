'use client';

import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { AppStoreProvider } from '../components/app-store';
import { ServicesProvider } from '../components/services';
import { Spoken } from '../components/site/spoken';
import type { Messages } from '../languages/messages';
import { createMorExplorerHandle, type MorExplorerHandle } from '../store/handle';
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
    window.morExplorer = createMorExplorerHandle(store);
    return () => {
      delete window.morExplorer;
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

/** Shows the page once it is live: neither a part that its link leaves out may flash, nor one that it shows be missing. */
function Awake({ children }: { readonly children: ReactNode }) {
  useEffect(() => {
    delete document.documentElement.dataset.waiting;
  }, []);
  return children;
}
