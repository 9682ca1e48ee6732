import type { Action, Page } from './action';
import { ACTIONS } from './actions';
import { singleKeysAct } from './single-keys';

/** What has its own use for a letter: fields, choices, and whatever lies over the page. */
const TYPED_INTO =
  'input:not([type="checkbox"], [type="range"]), textarea, select, [contenteditable="true"], dialog, [popover]';

/** The command that a key stroke asks for on this page; null where it asks for none. */
export function actionFor(event: KeyboardEvent, page: Page): Action | null {
  if (event.defaultPrevented || event.altKey) return null;
  const chorded = event.ctrlKey || event.metaKey;
  const asked = ACTIONS.find(({ key, chord }) =>
    chorded ? chord !== undefined && chord === event.key.toLowerCase() : key === event.key,
  );
  if (!asked?.enabled(page)) return null;
  if (chorded) return asked;
  const within = event.target instanceof Element && event.target.closest(TYPED_INTO) !== null;
  return within || !singleKeysAct() ? null : asked;
}
