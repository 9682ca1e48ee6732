'use client';

import { createContext, type ReactNode, useContext } from 'react';
import { type StoreApi, useStore } from 'zustand';
import type { AppState, Hideable } from '../store/state';

const AppStoreContext = createContext<StoreApi<AppState> | null>(null);

export function AppStoreProvider(props: {
  readonly store: StoreApi<AppState>;
  readonly children: ReactNode;
}) {
  return <AppStoreContext value={props.store}>{props.children}</AppStoreContext>;
}

export function useAppStore(): StoreApi<AppState> {
  const store = useContext(AppStoreContext);
  if (!store) throw new Error('No store above this component');
  return store;
}

/** A piece of the page's state; the component is drawn again when that piece changes, and only then. */
export function useApp<T>(selector: (state: AppState) => T): T {
  return useStore(useAppStore(), selector);
}

/** False where the link leaves this part of the page out. */
export function useShown(part: Hideable): boolean {
  return useApp((state) => !state.settings.hide.includes(part));
}

/** Pins a token for the whole page, or lets it go where it is the one pinned. */
export function useTogglePin(): (position: number) => void {
  const store = useAppStore();
  return (position) => {
    const { pin, selection } = store.getState();
    pin(selection.pinned === position ? null : position);
  };
}
