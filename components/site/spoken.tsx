'use client';

import { type ReactNode, Suspense, use, useEffect, useSyncExternalStore } from 'react';
import { chosenLanguage } from '../../languages/choice';
import { onLanguage, speak, spokenLanguage, t } from '../../languages/current';
import { LANGUAGES, type LanguageCode } from '../../languages/languages';
import type { Messages } from '../../languages/messages';
import { useTitle } from './use-title';

/** Every page is served in English. */
const SERVED: LanguageCode = 'en';

/** The first language to be spoken: asked for with the page's code, before anything is drawn. */
const first = typeof window === 'undefined' ? speak(SERVED) : speak(chosenLanguage());
const forever = new Promise<never>(() => {});
const servedIsSpoken = first.then(() => (spokenLanguage() === SERVED ? undefined : forever));
/** Kept already, in React's own terms: waited for without a pause. */
const spokenAlready = Object.assign(Promise.resolve(), { status: 'fulfilled' as const, value: undefined });

interface Props {
  /** What the browser calls the page; null where the title comes with what is on it. */
  readonly page: keyof Messages['site']['title'] | null;
  readonly children: ReactNode;
}

/**
 * A page in the visitor's language. What was served is made live as it stands where English is spoken; where another language is, it
 * stays in view until its messages have come and is then replaced. A change of language draws everything below anew; what is to
 * outlive it (the store, the engine) stands above. Nothing above may change what it hands down: what is not live yet would be lost.
 */
export function Spoken({ page, children }: Props) {
  const code = useSyncExternalStore(
    onLanguage,
    () => spokenLanguage() ?? SERVED,
    () => SERVED,
  );
  return (
    <Suspense key={code}>
      <In code={code} page={page}>
        {children}
      </In>
    </Suspense>
  );
}

function In({ code, page, children }: Props & { readonly code: LanguageCode }) {
  use(spokenLanguage() === code ? spokenAlready : servedIsSpoken);
  useEffect(() => {
    document.documentElement.lang = LANGUAGES[code].tag;
  }, [code]);
  useTitle(page && t().site.title[page]);
  return children;
}
