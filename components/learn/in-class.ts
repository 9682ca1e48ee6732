/** In the address of a lesson that a teacher's link opened, and carried from page to page: answers show their codes. */
export const IN_CLASS = 'class';

export function isInClass(search: string): boolean {
  return new URLSearchParams(search).get(IN_CLASS) === '1';
}
