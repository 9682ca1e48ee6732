'use client';

import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

const useBeforePaint = typeof window === 'undefined' ? useEffect : useLayoutEffect;

/**
 * What `measure` finds at an element, anew whenever the element, the window or the full screen changes; `before` in the page as it is
 * served. Both stand outside the component: numbers by name.
 */
export function useMeasured<T extends { readonly [name: string]: number }>(
  root: RefObject<HTMLElement | null>,
  before: T,
  measure: (element: HTMLElement) => T,
): T {
  const [found, setFound] = useState(before);
  useBeforePaint(() => {
    const element = root.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const again = () => {
      const next = measure(element);
      setFound((now) => (Object.keys(next).every((name) => now[name] === next[name]) ? now : next));
    };
    again();
    const observer = new ResizeObserver(again);
    observer.observe(element);
    window.addEventListener('resize', again);
    document.addEventListener('fullscreenchange', again);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', again);
      document.removeEventListener('fullscreenchange', again);
    };
  }, [root, measure]);
  return found;
}

/** How large the page's type is: 1 on a laptop, more on a projector. */
export const typeScale = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

/** Whether an element stands in what fills the screen. */
export const fillsScreen = (element: HTMLElement) => document.fullscreenElement?.contains(element) === true;
