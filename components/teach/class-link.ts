import type { LessonId } from '../../lessons/lessons';
import { DEFAULT_SETTINGS } from '../../store/settings';
import type { Settings } from '../../store/state';
import { linkToUrl } from '../../store/url';
import { IN_CLASS } from '../learn/in-class';

/** What a teacher's link opens: a view of Explore as it is set here, or a lesson from a step on, with codes for the tally or without. */
export type ClassLink =
  | { readonly opens: 'view'; readonly settings: Partial<Settings> }
  | { readonly opens: 'lesson'; readonly lesson: LessonId; readonly step: number; readonly codes: boolean };

/** The address, absolute. `baseUrl`: the site's own folder, with a trailing slash. */
export function addressOfLink(link: ClassLink, baseUrl: string): string {
  if (link.opens === 'lesson') {
    const query = new URLSearchParams({
      ...(link.step > 1 && { lessonStep: String(link.step) }),
      ...(link.codes && { [IN_CLASS]: '1' }),
    });
    return new URL(`learn/${link.lesson}/${query.size > 0 ? `?${query}` : ''}`, baseUrl).href;
  }
  const query = linkToUrl({ ...DEFAULT_SETTINGS, ...link.settings, pinned: null, recursion: null });
  return new URL(`explore/${query}`, baseUrl).href;
}
