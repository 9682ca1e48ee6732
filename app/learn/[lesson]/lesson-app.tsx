'use client';

import type { ComponentProps } from 'react';
import { useApp } from '../../../components/app-store';
import { LessonView } from '../../../components/learn/lesson-view';
import { SiteHeader } from '../../../components/site/site-header';
import { BackendBadge } from '../../../components/status/backend-badge';
import { ThemeChoice } from '../../../components/status/theme-choice';
import { LivePage } from '../../live-page';

/** A lesson beside the explorer: the same state and the same engine as Explore's. */
export function LessonApp(props: ComponentProps<typeof LessonView>) {
  return (
    <LivePage page={null}>
      <Header />
      <LessonView {...props} />
    </LivePage>
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
