import type { AppState } from '../../store/state';
import { type Link, linkOf, linkToUrl } from '../../store/url';

/** The whole address of what is in view at this moment; the browser's own field follows a little later. */
export function addressOf(state: AppState, changes: Partial<Link> = {}): string {
  const { origin, pathname, search, hash } = window.location;
  return `${origin}${pathname}${linkToUrl({ ...linkOf(state), ...changes }, search)}${hash}`;
}
