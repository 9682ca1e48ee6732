import type { TeachWords } from '../../languages/teach';
import type { LessonStep } from '../../lessons/schema';

/** What a worksheet has to be written on at a step of this kind: a line after each label. */
export function linesOf(kind: LessonStep['kind'], words: TeachWords['worksheet']): readonly string[] {
  switch (kind) {
    case 'predict':
      return [words.predict, words.because, words.saw];
    case 'observe':
      return [words.observe];
    case 'explain':
      return [words.explain, ''];
    case 'do':
      return [words.tried];
    case 'challenge':
      return [words.tried, ''];
    case 'read':
    case 'open-play':
    case 'check':
      return [];
  }
}
