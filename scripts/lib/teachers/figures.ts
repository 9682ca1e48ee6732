import { readFileSync } from 'node:fs';
import { figureOf, type LessonRun, MEASURES_OF } from '../../../components/learn/measures';
import { publishedFigures } from '../../../components/learn/published';
import { positionsOf } from '../../../components/learn/token-sets';
import { factsOf } from '../../../components/trace/facts';
import { quoted } from '../../../components/ui/token-text';
import {
  type FigureName,
  type Lesson,
  type MeasureName,
  type PublishedName,
  pageAt,
  type TokenSetName,
} from '../../../lessons/schema';
import { parseResults } from '../../../store/results/load';
import { DEFAULT_SETTINGS } from '../../../store/settings';
import type { Role } from '../../../store/state';
import { createRecordedEngine } from '../../../workers/clients/recorded';

const file = (path: string) => readFileSync(new URL(`../../../public/${path}`, import.meta.url));

const recorded = createRecordedEngine('https://example.org/', async (input) => {
  const path = new URL(String(input)).pathname.slice(1);
  return new Response(new Uint8Array(file(path)));
});

/** The recorded run of the page at a step. */
export async function runAt(lesson: Lesson, index: number): Promise<LessonRun> {
  const traces = await recorded.find({ ...DEFAULT_SETTINGS, ...pageAt(lesson, index) });
  if (!traces) throw new Error(`${lesson.id}: no run of step ${index + 1} was recorded: npm run traces`);
  return { traces, timedRuns: 1 };
}

/** Times are those of a device, and a device is what a class has. */
const OF_DEVICE: readonly string[] = ['timeShare', 'timeOverFlops', 'time'];
export const isOfDevice = (measure: string) => OF_DEVICE.includes(measure);

interface Words {
  readonly onYourDevice: string;
  readonly none: string;
  readonly comma: string;
}

/** Prose of a lesson as plain Markdown: terms as words, figures from the recorded run and from the results. */
export function withFigures(prose: string, run: LessonRun, words: Words): string {
  const published = publishedFigures(parseResults(JSON.parse(String(file('results/index.json')))));
  const num = (name: MeasureName) => {
    const value = isOfDevice(name) ? null : MEASURES_OF[name].value(run);
    return value === null ? words.onYourDevice : MEASURES_OF[name].text(value);
  };
  const cost = (name: FigureName, role: Role) =>
    isOfDevice(name) ? words.onYourDevice : (figureOf(run, name, role)?.text ?? words.onYourDevice);
  return prose
    .replaceAll(/<(Term|Tokens) [^>]*>([\s\S]*?)<\/\1>/g, '$2')
    .replaceAll(/<Num of="([^"]+)" \/>/g, (_, name) => num(name as MeasureName))
    .replaceAll(/<Cost of="([^"]+)" model="([^"]+)" \/>/g, (_, name, role) =>
      cost(name as FigureName, role as Role),
    )
    .replaceAll(/<Published of="([^"]+)" \/>/g, (_, name) => published[name as PublishedName])
    .replaceAll(/<Named of="([^"]+)" \/>/g, (_, name) =>
      namesOf([...positionsOf(run, name as TokenSetName)], run, words),
    );
}

/** Tokens of the run by their texts. */
export function namesOf(positions: readonly number[], run: LessonRun, words: Words): string {
  const { tokens } = factsOf(run.traces.mor);
  return positions.map((position) => quoted(tokens[position]?.text ?? '')).join(words.comma) || words.none;
}
