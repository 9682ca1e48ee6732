'use client';

import { lazy, type ReactNode, Suspense, use } from 'react';
import { spokenLanguage } from '../../languages/current';
import { type NotedLesson, teachIn } from '../../languages/teach';
import { LearnWordsProvider } from '../learn/learn-words';
import { PageFooter } from '../site/page-footer';
import { PageHeader } from '../site/page-header';
import { Spoken } from '../site/spoken';
import { useIsClient } from '../ui/use-is-client';
import { LinkBuilder } from './link-builder';
import { isNoted } from './noted';
import { Notes } from './notes';
import { TallyView } from './tally-view';
import styles from './teach.module.css';
import { TeachWordsContext, useTeachWords } from './teach-words';

const Worksheet = lazy(() => import('./worksheet').then((file) => ({ default: file.Worksheet })));

/** The teacher's side: a link for the class, notes and worksheets to the lessons, a tally. */
export function TeachPage() {
  return (
    <Spoken page="teach">
      <PageHeader current="/teach/" />
      <Suspense fallback={<main id="main" className={styles.main} aria-busy="true" />}>
        <WithWords>
          <Main />
        </WithWords>
      </Suspense>
      <Foot />
    </Spoken>
  );
}

/** Words of the page and of the lessons that it speaks of. */
function WithWords({ children }: { readonly children: ReactNode }) {
  const code = spokenLanguage() ?? 'en';
  const words = use(teachIn(code));
  return (
    <TeachWordsContext value={words}>
      <LearnWordsProvider code={code}>{children}</LearnWordsProvider>
    </TeachWordsContext>
  );
}

function Main() {
  const words = useTeachWords();
  const live = useIsClient();
  const worksheet = live ? linkedWorksheet() : null;
  if (worksheet) return <Worksheet lesson={worksheet} />;
  return (
    <main id="main" tabIndex={-1} className={styles.main} aria-busy={!live || undefined}>
      <h1>{words.title}</h1>
      <p className={styles.lead}>{words.lead}</p>
      <fieldset className={styles.tools} disabled={!live}>
        <LinkBuilder />
        <TallyView />
      </fieldset>
      <Notes />
      <section className={styles.section}>
        <h2>{words.before}</h2>
        <ul className={styles.checklist}>
          {words.checklist.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </section>
    </main>
  );
}

/** As wide as what stands above it. */
function Foot() {
  const live = useIsClient();
  return <PageFooter width={live && linkedWorksheet() ? '46rem' : '64rem'} />;
}

/** `?worksheet=memory` shows that lesson's worksheet alone, ready to be printed. */
function linkedWorksheet(): NotedLesson | null {
  const asked = new URLSearchParams(window.location.search).get('worksheet');
  return asked !== null && isNoted(asked) ? asked : null;
}
