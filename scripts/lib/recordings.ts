import { type Lesson, pageAt } from '../../lessons/schema';
import type { Preset } from '../../store/presets';
import { DEFAULT_SETTINGS } from '../../store/settings';
import type { Settings } from '../../store/state';

/** A text under certain switches, to be run and written to `public/traces/<id>.json`. */
export interface Recording {
  readonly id: string;
  readonly text: string;
  readonly settings: Pick<Settings, 'routing' | 'cache' | 'recursions' | 'model' | 'rule'>;
}

/** Every preset with the default switches, and whatever else a step of a lesson shows; nothing twice. */
export function recordingsOf(presets: readonly Preset[], lessons: readonly Lesson[]): readonly Recording[] {
  const { routing, cache, recursions, model, rule } = DEFAULT_SETTINGS;
  const plain = { routing, cache, recursions, model, rule };
  const all = [
    ...presets.map(({ id, text }) => ({ id: id as string, text, settings: plain })),
    ...lessons.flatMap((lesson) =>
      lesson.steps.map((step, i): Recording => {
        const page = { ...DEFAULT_SETTINGS, ...pageAt(lesson, i) };
        const settings = {
          routing: page.routing,
          cache: page.cache,
          recursions: page.recursions,
          model: page.model,
          rule: page.rule,
        };
        return { id: `${lesson.id}-${step.id}`, text: page.text, settings };
      }),
    ),
  ];
  const key = ({ text, settings }: Recording) => JSON.stringify([text, settings]);
  return all.filter((each, i) => all.findIndex((other) => key(other) === key(each)) === i);
}
