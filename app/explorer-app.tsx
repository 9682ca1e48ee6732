'use client';

import { Explore } from '../components/explore/explore';
import { useIsClient } from '../components/ui/use-is-client';
import { LivePage } from './live-page';

export function ExplorerApp() {
  return (
    <LivePage page="explore">
      <LiveExplore />
    </LivePage>
  );
}

function LiveExplore() {
  return <Explore live={useIsClient()} />;
}
