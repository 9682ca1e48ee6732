'use client';

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { AppStoreProvider } from '../components/app-store';
import { Explore } from '../components/explore/explore';
import { ServicesProvider } from '../components/services';
import { Spoken } from '../components/site/spoken';
import { createMorExplorerHandle, type MorExplorerHandle } from '../store/handle';
import { siteBaseUrl } from '../workers/clients/base-url';
import { createPage } from './create-page';
import { followTheme } from './follow-theme';

declare global {
  interface Window {
    morExplorer?: MorExplorerHandle;
  }
}

/** The front page with its state and its engine; both begin on the client and end when the page is left. */
export function ExplorerApp({ create = createPage }) {
  const [{ store, engine }] = useState(create);
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
        <Spoken page="explore">
          <LiveExplore />
        </Spoken>
      </ServicesProvider>
    </AppStoreProvider>
  );
}

/** The page, filled once it is live: neither a part that its link leaves out may flash, nor one that it shows be missing. */
function LiveExplore() {
  useEffect(() => {
    delete document.documentElement.dataset.waiting;
  }, []);
  return <Explore live={useIsClient()} />;
}

const never = () => () => {};

/** False in the page as it is served: its fields are written to only once someone listens. */
function useIsClient(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
