'use client';

import { useEffect, useMemo, useState } from 'react';
import { AppStoreProvider, useApp } from '../../../components/app-store';
import { LessonView } from '../../../components/learn/lesson-view';
import type { PublishedFigures } from '../../../components/learn/published';
import { ServicesProvider } from '../../../components/services';
import { SiteHeader } from '../../../components/site/site-header';
import { Spoken } from '../../../components/site/spoken';
import { BackendBadge } from '../../../components/status/backend-badge';
import { ThemeChoice } from '../../../components/status/theme-choice';
import { createMorExplorerHandle } from '../../../store/handle';
import { siteBaseUrl } from '../../../workers/clients/base-url';
import { createPage } from '../../create-page';
import { followTheme } from '../../follow-theme';

interface Props {
  readonly id: string;
  readonly published: PublishedFigures;
}

/** A lesson beside the explorer: the same state and the same engine as the front page's. */
export function LessonApp(props: Props) {
  const [{ store, engine }] = useState(createPage);
  const services = useMemo(() => ({ engine, lives: store.lives, baseUrl: siteBaseUrl }), [engine, store]);
  useEffect(() => {
    const stop = store.start();
    delete document.documentElement.dataset.waiting;
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
        <Spoken page="learn">
          <Header />
          <LessonView {...props} />
        </Spoken>
      </ServicesProvider>
    </AppStoreProvider>
  );
}

function Header() {
  const theme = useApp((state) => state.settings.theme);
  return (
    <SiteHeader current="/learn/" theme={theme === 'system' ? null : theme}>
      <BackendBadge />
      <ThemeChoice />
    </SiteHeader>
  );
}
