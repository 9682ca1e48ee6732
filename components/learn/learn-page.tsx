'use client';

import { type ReactNode, Suspense } from 'react';
import { spokenLanguage } from '../../languages/current';
import { LearnWordsProvider } from './learn-words';

/** A part of Learn, drawn once its words are there; until then its place. */
export function LearnPage({ place, children }: { readonly place: ReactNode; readonly children: ReactNode }) {
  return (
    <Suspense fallback={place}>
      <LearnWordsProvider code={spokenLanguage() ?? 'en'}>{children}</LearnWordsProvider>
    </Suspense>
  );
}
