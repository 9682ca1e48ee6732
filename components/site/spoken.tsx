'use client';

import { type ReactNode, Suspense, use, useEffect, useSyncExternalStore } from 'react';
import { chosenLanguage } from '../../languages/choice';
import { onLanguage, speak, spokenLanguage, t } from '../../languages/current';
import { LANGUAGES, type LanguageCode } from '../../languages/languages';
import type { Messages } from '../../languages/messages';

/** Every page is served in English. */
const SERVED: LanguageCode = 'en';

/** The first language to be spoken: asked for with the page's code, before anything is drawn. */
const first = typeof window === 'undefined' ? speak(SERVED) : speak(chosenLanguage());
const forever = new Promise<never>(() => {});
const servedIsSpoken = first.then(() => (spokenLanguage() === SERVED ? undefined : forever));
/** Kept already, in React's own terms: waited for without a pause. */
const spokenAlready = Object.assign(Promise.resolve(), { status: 'fulfilled' as const, value: undefined });

interface Props {
  /** What the browser calls the page. */
  readonly page: keyof Messages['site']['title'];
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
    return keepTitle(t().site.title[page]);
  }, [code, page]);
  return children;
}

/** The framework writes the title it served once more when its own part of the page comes to life: this one stays. */
function keepTitle(title: string): () => void {
  const keep = () => {
    if (document.title !== title) document.title = title;
  };
  keep();
  const observer = new MutationObserver(keep);
  observer.observe(document.head, { childList: true, subtree: true, characterData: true });
  return () => observer.disconnect();
}
