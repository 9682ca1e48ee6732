'use client';

import type { RefObject } from 'react';
import { useMeasured } from '../ui/use-measured';

const BEFORE_MEASURING = { width: 860 };
const LEAST = 280;

/** Width of an element in px, followed as it changes. */
export function useWidth(root: RefObject<HTMLElement | null>): number {
  return useMeasured(root, BEFORE_MEASURING, measured).width;
}

const measured = (element: HTMLElement) => ({ width: Math.max(LEAST, Math.floor(element.clientWidth)) });
