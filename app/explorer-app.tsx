'use client';

import { useSyncExternalStore } from 'react';
import { Explore } from '../components/explore/explore';
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

const never = () => () => {};

/** False in the page as it is served: its fields are written to only once someone listens. */
function useIsClient(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
