/** What the prompts written together may be. They travel in links, so they are short. */
export const PROMPT_LIMIT = 120;
export const PROMPTS_LIMIT = 12;

/** Beginnings in small-story English, as the models read it. */
export const DEFAULT_PROMPTS: readonly string[] = [
  'Once upon a time there was a little girl named Lily.',
  'The cat sat on the mat',
  'Tom had a big red ball. One day',
  'The sun was hot, so the dog',
  '"Can I play with you?" asked Tim.',
  'Mom said they could go to the park',
];

/** Lines cut to what the page keeps: so many prompts, each so many UTF-16 code units. Line ends of any system. */
export function capPrompts(prompts: string): string {
  return linesOf(prompts)
    .slice(0, PROMPTS_LIMIT)
    .map((line) => line.slice(0, PROMPT_LIMIT).replace(/[\uD800-\uDBFF]$/, ''))
    .join('\n');
}

/** One item a line, empty ones too: a field that is being filled in. */
export function linesOf(prompts: string): readonly string[] {
  return prompts.split(/\r\n|[\r\n\u2028\u2029]/);
}

/** The prompts there are to write from. */
export function promptsOf(prompts: string): readonly string[] {
  return linesOf(prompts).filter((line) => line.trim() !== '');
}
