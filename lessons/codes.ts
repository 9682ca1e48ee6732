import type { LearnerAnswer } from '../store/lesson-progress';
import type { Role } from '../store/state';
import type { AnswerSpec } from './schema';

/** A class is counted by letters: every answer has a code of them, short enough to be called out or held up. */
export const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'] as const;
export type Letter = (typeof LETTERS)[number];

/** Fifths into which shares fall, A to E. */
export const FIFTHS = ['0–19%', '20–39%', '40–59%', '60–79%', '80–100%'] as const;

/** Every order of the three models from least to most, A to F. */
export const ORDERS: readonly (readonly Role[])[] = [
  ['mor', 'recursive', 'vanilla'],
  ['mor', 'vanilla', 'recursive'],
  ['recursive', 'mor', 'vanilla'],
  ['recursive', 'vanilla', 'mor'],
  ['vanilla', 'mor', 'recursive'],
  ['vanilla', 'recursive', 'mor'],
];

/** An answer's code: the letter of the option, of the fifth or of the order; of tokens one each, the text's first being A. */
export function codeOf(spec: AnswerSpec, answer: LearnerAnswer): string {
  switch (spec.type) {
    case 'choice':
      return letter(spec.options.indexOf(String(answer)));
    case 'bar':
      return letter(Math.min(FIFTHS.length - 1, Math.floor(Number(answer) / 20)));
    case 'order':
      return letter(ORDERS.findIndex((order) => order.join() === String(answer)));
    case 'tokens':
      return (answer as readonly number[]).map(letter).join('');
  }
}

const letter = (index: number): Letter => LETTERS[index] ?? '';
