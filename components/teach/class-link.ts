import type { LessonId } from '../../lessons/lessons';
import { DEFAULT_SETTINGS } from '../../store/settings';
import type { Settings } from '../../store/state';
import { linkToUrl } from '../../store/url';

/** What a teacher's link opens: a view of Explore as it is set here, or a lesson from a step on. */
export type ClassLink =
  | { readonly opens: 'view'; readonly settings: Partial<Settings> }
  | { readonly opens: 'lesson'; readonly lesson: LessonId; readonly step: number };

/** The address, absolute. `baseUrl`: the site's own folder, with a trailing slash. */
export function addressOfLink(link: ClassLink, baseUrl: string): string {
  if (link.opens === 'lesson') {
    const step = link.step > 1 ? `?lessonStep=${link.step}` : '';
    return new URL(`learn/${link.lesson}/${step}`, baseUrl).href;
  }
  const query = linkToUrl({ ...DEFAULT_SETTINGS, ...link.settings, pinned: null, recursion: null });
  return new URL(`explore/${query}`, baseUrl).href;
}
