'use client';

import { TERM_GROUPS, type TermGroup } from '../../lessons/terms';
import { useSiteHref } from '../site/site-href';
import { LearnPage } from './learn-page';
import { useGlossary, useLearnWords } from './learn-words';
import styles from './overview.module.css';

const GROUPS = Object.keys(TERM_GROUPS) as TermGroup[];

/** Every term of the lessons, each with an address of its own. */
export function GlossaryView() {
  return (
    <LearnPage place={<main id="main" className={styles.main} aria-busy="true" />}>
      <GlossaryOf />
    </LearnPage>
  );
}

function GlossaryOf() {
  const words = useLearnWords();
  const href = useSiteHref();
  const glossary = useGlossary();
  return (
    <main id="main" tabIndex={-1} className={styles.main}>
      <header className={styles.head}>
        <p>
          <a href={href('/learn/')}>{words.title}</a>
        </p>
        <h1>{words.sections.glossary}</h1>
      </header>
      {GROUPS.map((group) => (
        <section key={group} aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`}>{words.termGroups[group]}</h2>
          <dl className={styles.terms}>
            {TERM_GROUPS[group].map((id) => (
              <div key={id} id={id} ref={showIfLinked}>
                <dt>{glossary[id].term}</dt>
                <dd>{glossary[id].text}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </main>
  );
}

/** The terms come after the page: a link to one of them is followed when it is there. */
function showIfLinked(element: HTMLElement | null): void {
  if (element && window.location.hash === `#${element.id}`) element.scrollIntoView();
}
