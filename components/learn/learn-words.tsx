'use client';

import { createContext, type ReactNode, use } from 'react';
import type { LanguageCode } from '../../languages/languages';
import { type Glossary, type LearnWords, learnIn, type Prose } from '../../languages/learn';

interface Learn {
  readonly code: LanguageCode;
  readonly words: LearnWords;
}

const LearnContext = createContext<Learn | null>(null);

const coming = new Map<string, Promise<unknown>>();

/** One promise for one thing, as `use` wants it; what failed is asked for again. */
function once<T>(key: string, load: () => Promise<T>): Promise<T> {
  const known = coming.get(key) as Promise<T> | undefined;
  if (known) return known;
  const promise = load();
  coming.set(key, promise);
  promise.catch(() => coming.delete(key));
  return promise;
}

/** Gives the words of the Learn pages to all below; suspends until they are there. */
export function LearnWordsProvider(props: { readonly code: LanguageCode; readonly children: ReactNode }) {
  const { code, children } = props;
  const words = use(once(`${code} words`, learnIn(code).words));
  return <LearnContext value={{ code, words }}>{children}</LearnContext>;
}

function useLearn(): Learn {
  const learn = use(LearnContext);
  if (!learn) throw new Error('No words of the Learn pages above this component');
  return learn;
}

export const useLearnWords = (): LearnWords => useLearn().words;

/** Suspends until the glossary is there. */
export function useGlossary(): Glossary {
  const { code } = useLearn();
  return use(once(`${code} glossary`, learnIn(code).glossary));
}

/** Suspends until the lesson's prose is there. */
export function useProse(lesson: string): Prose {
  const { code } = useLearn();
  const load = learnIn(code).lessons[lesson];
  if (!load) throw new Error(`No prose for the lesson ${lesson}`);
  return use(once(`${code} ${lesson}`, load));
}
