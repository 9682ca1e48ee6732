import { useSyncExternalStore } from 'react';

/** Whether single keys act; off is remembered on this machine (WCAG 2.1.4). */
const KEY = 'mor-explorer-single-keys';
const listeners = new Set<() => void>();
/** Where the browser keeps nothing, the choice lasts as long as the page. */
let off: boolean | null = null;

export function singleKeysAct(): boolean {
  if (off === null) {
    try {
      off = localStorage.getItem(KEY) === 'off';
    } catch {
      off = false;
    }
  }
  return !off;
}

export function letSingleKeysAct(act: boolean): void {
  off = !act;
  try {
    localStorage.setItem(KEY, act ? 'on' : 'off');
  } catch {
    // A private window keeps nothing.
  }
  for (const listener of listeners) listener();
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    singleKeysAct,
    () => true,
  );
}
