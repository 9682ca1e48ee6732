'use client';

import { useCallback, useState } from 'react';

/** What the address of the Results page says: the held-out set looked at, and the run whose card is open. */
export interface Address {
  readonly set: string | null;
  readonly run: string | null;
}

/** Names of files only: letters, digits, dots and dashes. */
const RUN = /^[\w.-]{1,80}$/;

export function readAddress(search: string): Address {
  const params = new URLSearchParams(search);
  const run = params.get('run');
  return { set: params.get('set'), run: run !== null && RUN.test(run) ? run : null };
}

/** Parameters of others stay as they are. */
export function writeAddress({ set, run }: Address, search: string): string {
  const params = new URLSearchParams(search);
  for (const [key, value] of Object.entries({ set, run })) {
    if (value === null) params.delete(key);
    else params.set(key, value);
  }
  return params.size === 0 ? '' : `?${params}`;
}

/** For use where the page runs in a browser. */
export function useAddress(): [Address, (next: Address) => void] {
  const [address, setAddress] = useState(() => readAddress(window.location.search));
  const change = useCallback((next: Address) => {
    const { pathname, search, hash } = window.location;
    window.history.replaceState(window.history.state, '', `${pathname}${writeAddress(next, search)}${hash}`);
    setAddress(next);
  }, []);
  return [address, change];
}
