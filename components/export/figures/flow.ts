import { t } from '../../../languages/current';
import type { Role } from '../../../store/state';
import type { Drawing } from '../frame';
import { pagePicture } from '../page-picture';

/** The flow at the time it stands at: the page's own picture, as wide as it is there. Null while it is shown as a list. */
export function flowFigure(panel: Element, role: Role): Drawing | null {
  const stage = panel.querySelector('[data-picture]');
  const slider = panel.querySelector('input[type="range"]');
  if (stage === null) return null;
  const spent = Array.from(panel.querySelectorAll('[data-gauge]'), (gauge) => {
    const figure = gauge.querySelector('[data-figure]')?.textContent ?? '';
    return t().save.drawn.spent(gauge.firstElementChild?.textContent ?? '', figure);
  });
  return {
    title: t().save.drawn.flow[role],
    caption: t().common.sentences([slider?.getAttribute('aria-valuetext') ?? '', ...spent]),
    ...pagePicture(stage),
  };
}

/** One recursion opened into its layers, or one layer of a model without. */
export function insideFigure(panel: Element, role: Role): Drawing | null {
  const belt = panel.querySelector('[data-picture]');
  if (belt === null) return null;
  // Before the parts who goes through them, and after them what becomes of the token looked at.
  const sentences = Array.from(belt.parentElement?.querySelectorAll(':scope > p') ?? []).slice(0, 2);
  return {
    title: role === 'vanilla' ? t().save.drawn.insideLayer : t().save.drawn.insideRecursion,
    caption: t().common.sentences(sentences.map((each) => each.textContent?.trim() ?? '')),
    ...pagePicture(belt),
  };
}
