import { judge, truthOf } from '../../../components/learn/judge';
import type { LessonRun } from '../../../components/learn/measures';
import { t } from '../../../languages/current';
import type { TeachWords } from '../../../languages/teach';
import { codeOf, FIFTHS, LETTERS, ORDERS } from '../../../lessons/codes';
import type { AnswerSpec } from '../../../lessons/schema';
import { isOfDevice, namesOf } from './figures';
import type { Asked } from './prose';

/** What the letters of the tally stand for, as a list; of tokens every one has its own. */
export function lettersOf(spec: AnswerSpec, { options }: Asked, words: TeachWords['document']): string {
  switch (spec.type) {
    case 'choice':
      return list(options.map((option) => option.words));
    case 'bar':
      return list(FIFTHS);
    case 'order':
      return list(ORDERS.map(named));
    case 'tokens':
      return words.tokenLetters;
  }
}

/** The right answer by its letters: where the run decides, that of the recorded run. */
export function answerLine(
  spec: AnswerSpec,
  asked: Asked,
  run: LessonRun,
  words: TeachWords['document'],
): string {
  const truth = truthOf(spec, run);
  const byTime = spec.type === 'choice' ? 'measure' in spec.truth && isOfDevice(spec.truth.measure) : false;
  if (truth === null || byTime) return words.byDevice;
  switch (spec.type) {
    case 'choice':
      return `${codeOf(spec, truth)}. ${asked.options.find(({ id }) => id === truth)?.words}`;
    case 'bar':
      return `${codeOf(spec, truth)}. ${Number(truth).toFixed(0)}%`;
    case 'order':
      return ORDERS.filter((order) => judge(spec, [...order], truth, run) === 'right')
        .map((order) => `${codeOf(spec, [...order])}. ${named(order)}`)
        .join('; ');
    case 'tokens':
      return `${codeOf(spec, truth)}. ${namesOf(truth as readonly number[], run, words)}`;
  }
}

export const list = (words: readonly string[]) =>
  words.map((each, i) => `- ${LETTERS[i]}. ${each}`).join('\n');

const named = (order: (typeof ORDERS)[number]) => order.map((role) => t().cost.models[role]).join(' ≤ ');
