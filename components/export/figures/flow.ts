import type { Drawing } from '../frame';
import { pagePicture } from '../page-picture';

/** The flow at the time it stands at: the page's own picture, as wide as it is there. Null while it is shown as a list. */
export function flowFigure(panel: Element): Drawing | null {
  const stage = panel.querySelector('[data-picture]');
  const slider = panel.querySelector('input[type="range"]');
  if (stage === null) return null;
  return {
    title: 'Flow',
    caption: slider?.getAttribute('aria-valuetext') ?? '',
    ...pagePicture(stage),
  };
}
