'use client';

import { createContext, useContext } from 'react';
import { useAppStore, useTogglePin } from '../app-store';

/**
 * How many of the tokens drawn, from the first on, are those of the page's text. What comes after them is of another text,
 * and can be neither pinned for the page nor pointed at.
 */
export const LinkedTokens = createContext(Number.POSITIVE_INFINITY);

export interface Linked {
  readonly isLinked: (position: number) => boolean;
  readonly hover: (position: number | null) => void;
  readonly togglePin: (position: number) => void;
}

/** Pointing and pinning, as far as the tokens are those of the page. */
export function useLinked(): Linked {
  const limit = useContext(LinkedTokens);
  const store = useAppStore();
  const togglePin = useTogglePin();
  const isLinked = (position: number) => position < limit;
  return {
    isLinked,
    hover: (position) => store.getState().hover(position !== null && isLinked(position) ? position : null),
    togglePin: (position) => {
      if (isLinked(position)) togglePin(position);
    },
  };
}
