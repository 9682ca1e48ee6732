import * as v from 'valibot';

const quiz = v.array(v.strictObject({ id: v.string(), options: v.array(v.string()), right: v.string() }));

/** Six questions, asked before the lessons and after them. Their words: languages/<language>/learn.ts. */
export const QUIZ = v.parse(quiz, [
  { id: 'depth', options: ['layers', 'rounds', 'position'], right: 'rounds' },
  { id: 'experts', options: ['experts', 'rounds', 'words'], right: 'rounds' },
  { id: 'hard', options: ['rare', 'long', 'depends'], right: 'depends' },
  { id: 'cache', options: ['first', 'left', 'values'], right: 'left' },
  { id: 'time', options: ['same', 'measure', 'half'], right: 'measure' },
  { id: 'meaning', options: ['understood', 'important', 'computed'], right: 'computed' },
]);

/** Items answered rightly. */
export function scoreOf(answers: { readonly [item: string]: string }): number {
  return QUIZ.filter(({ id, right }) => answers[id] === right).length;
}
