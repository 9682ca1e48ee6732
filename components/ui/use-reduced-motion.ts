import { useSyncExternalStore } from 'react';

const QUERY = '(prefers-reduced-motion: reduce)';

/** True where the visitor wants nothing to move. */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = typeof matchMedia === 'undefined' ? null : matchMedia(QUERY);
      media?.addEventListener('change', changed);
      return () => media?.removeEventListener('change', changed);
    },
    () => typeof matchMedia !== 'undefined' && matchMedia(QUERY).matches,
    () => false,
  );
}
