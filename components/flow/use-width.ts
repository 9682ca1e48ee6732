'use client';

import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

const BEFORE_MEASURING = 860;
const useBeforePaint = typeof window === 'undefined' ? useEffect : useLayoutEffect;

/** Width of an element in px, followed as it changes. */
export function useWidth(root: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(BEFORE_MEASURING);
  useBeforePaint(() => {
    const element = root.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const measure = () => setWidth(Math.max(280, Math.floor(element.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [root]);
  return width;
}
