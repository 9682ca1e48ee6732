import { linesOf } from '../../../components/teach/lines';
import type { TeachWords } from '../../../languages/teach';
import type { Lesson, LessonStep } from '../../../lessons/schema';
import { list } from './answers';
import type { StepProse } from './prose';

const LINE = '\\_'.repeat(40);

/** The sheet that learners write on, as the page has it: what is asked, and lines to answer on. */
export function worksheetOf(
  { steps }: Lesson,
  prose: ReadonlyMap<string, StepProse>,
  words: TeachWords['worksheet'],
): readonly string[] {
  return [
    `${words.name}: ${LINE} ${words.date}: ${'\\_'.repeat(12)}`,
    ...steps.flatMap((step) => asked(step, prose.get(step.id), words)),
    words.foot,
  ];
}

function asked(
  step: LessonStep,
  prose: StepProse | undefined,
  words: TeachWords['worksheet'],
): readonly string[] {
  const lines = linesOf(step.kind, words).map((label) => `${label} ${LINE}`.trim());
  if (!prose || (lines.length === 0 && step.kind !== 'check')) return [];
  const questions = prose.ask ? [prose.ask] : prose.items;
  return [
    `### ${prose.title}`,
    prose.quote,
    ...questions.flatMap(({ question, options }) => [question, list(options.map((option) => option.words))]),
    ...lines,
  ];
}
