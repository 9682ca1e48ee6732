'use client';

import type { RefObject } from 'react';
import { fillsScreen, typeScale, useMeasured } from '../ui/use-measured';

/** A picture is laid out in px as on a laptop, and shown `scale` times as large. */
interface StageSpace {
  /** As laid out, px. */
  readonly width: number;
  readonly scale: number;
  /** How many times as large its names are beside that. */
  readonly names: number;
}

const BEFORE_MEASURING = { width: 860, scale: 1, names: 1 };
const LEAST = 280;
/** Of the window's height, so that the controls stay in view. */
const PART_OF_FULL_SCREEN = 0.6;
/** About the height of a picture as laid out, px. */
const HEIGHT = 550;
/** Read from the last row of a room. */
const NAMES_ON_FULL_SCREEN = 1.35;

/** The room there is for the picture: its names grow with the page's type, on a projector as far as its height allows. */
export function useStageSpace(root: RefObject<HTMLElement | null>): StageSpace {
  return useMeasured(root, BEFORE_MEASURING, measured);
}

function measured(element: HTMLElement) {
  const full = fillsScreen(element);
  const room = full ? (window.innerHeight * PART_OF_FULL_SCREEN) / HEIGHT : Number.POSITIVE_INFINITY;
  const scale = Math.max(1, Math.min(typeScale(), room));
  return {
    width: Math.max(LEAST, Math.floor(element.clientWidth / scale)),
    scale,
    names: full ? NAMES_ON_FULL_SCREEN : 1,
  };
}
