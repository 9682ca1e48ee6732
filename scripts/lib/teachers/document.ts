import { NOTED, timing } from '../../../components/teach/noted';
import type { OfferedCode } from '../../../languages/languages';
import { type LearnWords, learnIn } from '../../../languages/learn';
import { type NotedLesson, type TeachWords, teachIn } from '../../../languages/teach';
import { LETTERS } from '../../../lessons/codes';
import { LESSONS } from '../../../lessons/lessons';
import { answerOf, type Lesson, type LessonStep } from '../../../lessons/schema';
import { answerLine, lettersOf, list } from './answers';
import { runAt, withFigures } from './figures';
import { readProse, type StepProse } from './prose';
import { worksheetOf } from './worksheet';

interface Said {
  readonly language: OfferedCode;
  readonly learn: LearnWords;
  readonly teach: TeachWords;
}

async function saidIn(language: OfferedCode): Promise<Said> {
  const [learn, teach] = await Promise.all([learnIn(language).words(), teachIn(language)]);
  return { language, learn, teach };
}

/** docs/teachers/README.md: what there is, in every language. */
export async function teachersIndex(languages: readonly OfferedCode[]): Promise<string> {
  const parts = await Promise.all(
    languages.map(async (language) => {
      const { learn, teach } = await saidIn(language);
      const lessons = NOTED.map(
        (id, i) =>
          `${i + 1}. [${learn.lessons[id].title}](${language}/${id}.md) · ${teach.notes.minutes(LESSONS[id].minutes)}`,
      );
      return paragraphs([
        `# ${teach.document.index}`,
        teach.document.indexLead,
        lessons.join('\n'),
        `## ${teach.before}`,
        teach.checklist.map((point) => `- ${point}`).join('\n'),
      ]);
    }),
  );
  return parts.join('\n');
}

/** docs/teachers/<language>/<lesson>.md. The language has to be the one that is spoken: runs are described in it. */
export async function teachersNotes(language: OfferedCode, id: NotedLesson): Promise<string> {
  const said = await saidIn(language);
  const { learn, teach } = said;
  const { notes, document, lessons } = teach;
  const lesson: Lesson = LESSONS[id];
  const prose = readProse(language, id);
  const { play, rest, check } = timing(lesson);
  const { goals, before, questions, misconception } = lessons[id];
  return paragraphs([
    `# ${learn.lessons[id].title}`,
    learn.lessons[id].promise,
    `*${notes.minutes(lesson.minutes)}*`,
    document.figures,
    `## ${notes.goals}`,
    goals.map((goal) => `- ${goal}`).join('\n'),
    `## ${notes.prior}`,
    before,
    `## ${notes.timing}`,
    notes.timingOf(play, rest, check),
    stepsOf(lesson, prose, said),
    `## ${notes.script}`,
    ...questions.map(({ ask, answer }) => `**${ask}** ${answer}`),
    `## ${notes.misconception}`,
    misconception,
    `## ${document.answers}`,
    document.letters,
    ...(await answersOf(lesson, prose, said)),
    `## ${document.end}`,
    ...endOf(lesson, prose, said),
    `## ${notes.worksheet}`,
    ...worksheetOf(lesson, prose, teach.worksheet),
  ]);
}

type ProseOf = ReadonlyMap<string, StepProse>;

function stepsOf({ steps }: Lesson, prose: ProseOf, { learn, teach }: Said): string {
  const rows = steps.map(
    ({ id, kind }, i) => `| ${i + 1} | ${prose.get(id)?.title} | ${learn.player.kinds[kind]} |`,
  );
  return [`| | ${teach.document.step} | ${teach.document.kind} |`, '|---|---|---|', ...rows].join('\n');
}

async function answersOf(lesson: Lesson, prose: ProseOf, said: Said): Promise<readonly string[]> {
  const parts = await Promise.all(
    lesson.steps.map((step, i) => answered(lesson, i, prose.get(step.id), said)),
  );
  return parts.flat();
}

async function answered(
  lesson: Lesson,
  index: number,
  step: StepProse | undefined,
  { teach: { document } }: Said,
): Promise<readonly string[]> {
  if (!step?.ask) return [];
  const spec = answerOf(lesson.steps[index] as LessonStep);
  const run = await runAt(lesson, index);
  return [
    `### ${index + 1}. ${step.title}`,
    step.quote,
    `**${step.ask.question}**`,
    ...(spec
      ? [
          lettersOf(spec, step.ask, document),
          `**${document.answer}** ${answerLine(spec, step.ask, run, document)}`,
        ]
      : [document.ownWords]),
    withFigures(step.ask.why, run, document),
  ];
}

/** The questions of the check, each with its right answer and the reason. */
function endOf({ steps }: Lesson, prose: ProseOf, { teach: { document } }: Said): readonly string[] {
  return steps.flatMap((step) =>
    step.kind !== 'check'
      ? []
      : step.items.flatMap(({ right, options }, i) => {
          const item = prose.get(step.id)?.items[i];
          const letter = LETTERS[options.indexOf(right)];
          return item
            ? [
                `${i + 1}. ${item.question}`,
                list(item.options.map((option) => option.words)),
                `**${document.answer}** ${letter}. ${item.why}`,
              ]
            : [];
        }),
  );
}

const paragraphs = (parts: readonly string[]) => `${parts.filter((part) => part !== '').join('\n\n')}\n`;
