'use client';

import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { spokenLanguage } from '../../languages/current';
import { LearnWordsProvider } from './learn-words';
import { progressStore } from './progress';

/** A part of Learn, drawn once its words and what this browser has kept are there; until then its place. */
export function LearnPage({ place, children }: { readonly place: ReactNode; readonly children: ReactNode }) {
  const [kept, setKept] = useState(false);
  useEffect(() => {
    void Promise.resolve(progressStore.persist.rehydrate()).then(() => setKept(true));
  }, []);
  if (!kept) return place;
  return (
    <Suspense fallback={place}>
      <LearnWordsProvider code={spokenLanguage() ?? 'en'}>{children}</LearnWordsProvider>
    </Suspense>
  );
}
