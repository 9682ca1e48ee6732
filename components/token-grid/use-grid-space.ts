'use client';

import type { RefObject } from 'react';
import { fillsScreen, typeScale, useMeasured } from '../ui/use-measured';
import type { GridSpace } from './layout';

const BEFORE_MEASURING = { width: 860, height: 320, maxScale: 1 };
/** Share of the window's height that a grid keeps to while it can: the rest of the page stays in view. */
const PART_OF_WINDOW = 0.36;
const PART_OF_FULL_SCREEN = 0.68;

/** The room there is for the grid, followed as window, panel and type size change. */
export function useGridSpace(root: RefObject<HTMLElement | null>): GridSpace {
  return useMeasured(root, BEFORE_MEASURING, measured);
}

function measured(element: HTMLElement) {
  const full = fillsScreen(element);
  return {
    width: Math.floor(element.clientWidth),
    height: Math.max(240, window.innerHeight * (full ? PART_OF_FULL_SCREEN : PART_OF_WINDOW)),
    maxScale: typeScale() * (full ? 1.6 : 1.2),
  };
}
