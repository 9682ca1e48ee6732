import { readFileSync } from 'node:fs';
import type { OfferedCode } from '../../../languages/languages';
import type { LessonId } from '../../../lessons/lessons';

interface Option {
  readonly id: string;
  readonly words: string;
}

/** Something a step asks, in its words. */
export interface Asked {
  readonly question: string;
  readonly options: readonly Option[];
  /** The reason, as Markdown with the parts of lessons in it. */
  readonly why: string;
}

export interface StepProse {
  readonly title: string;
  /** The text the question is about, as Markdown's quotation; empty where there is none. */
  readonly quote: string;
  readonly ask: Asked | null;
  readonly items: readonly Asked[];
}

/** What a lesson's prose asks and answers, by step. `lessons/lessons.test.ts` holds the form that is read here. */
export function readProse(language: OfferedCode, lesson: LessonId): ReadonlyMap<string, StepProse> {
  const path = new URL(`../../../languages/${language}/lessons/${lesson}.mdx`, import.meta.url);
  const source = readFileSync(path, 'utf8');
  const titles = new Map(
    [...source.matchAll(/^ {2}'?([\w-]+)'?: '(.+)',$/gm)].map(([, id, title]) => [id, title]),
  );
  const steps = source.split('<Step id="').slice(1);
  return new Map(
    steps.map((part) => {
      const id = part.slice(0, part.indexOf('"'));
      const ask = /<Ask question="([^"]+)"(?: \/>|>([\s\S]*?)<\/Ask>)/.exec(part);
      const why = /<Why>([\s\S]*?)<\/Why>/.exec(part)?.[1] ?? '';
      return [
        id,
        {
          title: titles.get(id) ?? '',
          quote: part.match(/^> .*$/gm)?.join('\n>\n') ?? '',
          ask: ask && { question: ask[1] ?? '', options: optionsIn(ask[2]), why: why.trim() },
          items: [...part.matchAll(/<Item [^>]*question="([^"]+)" why="([^"]+)">([\s\S]*?)<\/Item>/g)].map(
            ([, question = '', reason = '', choices]) => ({
              question,
              options: optionsIn(choices),
              why: reason,
            }),
          ),
        },
      ];
    }),
  );
}

function optionsIn(choices = ''): readonly Option[] {
  return [...choices.matchAll(/<Choice id="([^"]+)">([\s\S]*?)<\/Choice>/g)].map(
    ([, id = '', words = '']) => ({
      id,
      words,
    }),
  );
}
