import { DEFAULT_SETTINGS } from '../../store/settings';
import type { Settings } from '../../store/state';

/** A change that shows the leak with the models shipped; `examples.test.ts` holds what each says of itself against a run. */
export interface Example extends Pick<Settings, 'text' | 'changeAt' | 'changeTo'> {
  readonly id: string;
  readonly title: string;
  /** What it shows, one sentence. */
  readonly lesson: string;
}

export const EXAMPLES: readonly Example[] = [
  {
    id: 'place',
    title: 'A place is left',
    lesson:
      'The new word makes as many tokens as the old one, so top-k has as many places: tokens far before it take those that now stand free.',
    text: 'Sue and her brother made a castle of sand. Then the water came and took it away.',
    changeAt: 14,
    changeTo: 'put',
  },
  {
    id: 'longer',
    title: 'The text grows',
    lesson:
      'The new word falls into more tokens: top-k has more places, and even the first token goes deeper.',
    text: 'The dog ran to the park because it was happy.',
    changeAt: -1,
    changeTo: 'raining',
  },
  {
    id: 'shorter',
    title: 'The text shrinks',
    lesson:
      'The new word is fewer tokens: top-k has fewer places, and tokens that stood long before it lose theirs.',
    text: 'Lily had a red ball. She threw it high and it fell in the mud.',
    changeAt: -1,
    changeTo: 'tree',
  },
  {
    id: 'loss',
    title: 'A better loss for nothing',
    lesson:
      'Look at the loss: under top-k the earlier tokens are guessed better after the change, though nothing they may know has changed.',
    text: 'Tom found a little key. He opened the old door and saw a dragon.',
    changeAt: -1,
    changeTo: 'ghost',
  },
];

const MODEL = ['routing', 'cache', 'recursions', 'model', 'servedCache'] as const;

/** What an example shows; with other models than the one it was chosen for it may show something else. */
export function lessonOf(example: Example, settings: Settings): string {
  return MODEL.every((key) => settings[key] === DEFAULT_SETTINGS[key])
    ? example.lesson
    : 'This change was chosen to show the leak with the switches as the page opens; the model in view may do otherwise.';
}

/** Words to put in the place of one: short ones of the stories the models learned from, and one they never met. */
export const SUGGESTIONS: readonly string[] = ['moon', 'dog', 'because', 'sad', 'birthday', 'axolotl'];
