'use client';

import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import type { GridSpace } from './layout';

const BEFORE_MEASURING: GridSpace = { width: 860, height: 320, maxScale: 1 };
/** Share of the window's height that a grid keeps to while it can: the rest of the page stays in view. */
const PART_OF_WINDOW = 0.36;
const PART_OF_FULL_SCREEN = 0.68;

const useBeforePaint = typeof window === 'undefined' ? useEffect : useLayoutEffect;

/** The room there is for the grid, followed as window, panel and type size change. */
export function useGridSpace(root: RefObject<HTMLElement | null>): GridSpace {
  const [space, setSpace] = useState(BEFORE_MEASURING);
  useBeforePaint(() => {
    const element = root.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const measure = () => {
      const next = measured(element);
      setSpace((now) => (same(now, next) ? now : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    window.addEventListener('resize', measure);
    document.addEventListener('fullscreenchange', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
      document.removeEventListener('fullscreenchange', measure);
    };
  }, [root]);
  return space;
}

function measured(element: HTMLElement): GridSpace {
  const full = document.fullscreenElement?.contains(element) === true;
  const type = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  return {
    width: Math.floor(element.clientWidth),
    height: Math.max(240, window.innerHeight * (full ? PART_OF_FULL_SCREEN : PART_OF_WINDOW)),
    maxScale: type * (full ? 1.6 : 1.2),
  };
}

const same = (a: GridSpace, b: GridSpace) =>
  a.width === b.width && a.height === b.height && a.maxScale === b.maxScale;
