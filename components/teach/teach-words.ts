'use client';

import { createContext, use } from 'react';
import type { TeachWords } from '../../languages/teach';

export const TeachWordsContext = createContext<TeachWords | null>(null);

export function useTeachWords(): TeachWords {
  const words = use(TeachWordsContext);
  if (!words) throw new Error('No words of the Teach page above this component');
  return words;
}
