import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** False in the page as it is served: its fields are written to only once someone listens. */
export function useIsClient(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
