import { t } from '../../languages/current';
import { DEFAULT_SETTINGS } from '../../store/settings';
import type { Settings } from '../../store/state';

/**
 * A change that shows the leak with the models shipped; the messages say by its id what it shows, and `examples.test.ts` holds that
 * against a run.
 */
export interface Example extends Pick<Settings, 'text' | 'changeAt' | 'changeTo'> {
  readonly id: 'place' | 'longer' | 'shorter' | 'loss';
}

export const EXAMPLES: readonly Example[] = [
  {
    id: 'place',
    text: 'Tom found a little key. He opened the old door and saw a dragon.',
    changeAt: 11,
    changeTo: 'put',
  },
  {
    id: 'longer',
    text: 'The dog ran to the park because it was happy.',
    changeAt: -1,
    changeTo: 'raining',
  },
  {
    id: 'shorter',
    text: 'Lily had a red ball. She threw it high and it fell in the mud.',
    changeAt: -1,
    changeTo: 'tree',
  },
  {
    id: 'loss',
    text: 'Tom found a little key. He opened the old door and saw a dragon.',
    changeAt: -1,
    changeTo: 'ghost',
  },
];

const MODEL = ['routing', 'cache', 'recursions', 'model', 'servedCache'] as const;

/** What an example shows; with other models than the one it was chosen for it may show something else. */
export function lessonOf(example: Example, settings: Settings): string {
  const says = t().causality;
  return MODEL.every((key) => settings[key] === DEFAULT_SETTINGS[key])
    ? says.examples[example.id].lesson
    : says.otherModel;
}

/** Words to put in the place of one: short ones of the stories the models learned from, and one they never met. */
export const SUGGESTIONS: readonly string[] = ['moon', 'dog', 'because', 'sad', 'birthday', 'axolotl'];
