'use client';

import { useId, useState } from 'react';
import { TERM_GROUPS, type TermGroup } from '../../lessons/terms';
import { useSiteHref } from '../site/site-href';
import { useIsClient } from '../ui/use-is-client';
import { findTerms } from './find-terms';
import { LearnPage } from './learn-page';
import { useGlossary, useLearnWords } from './learn-words';
import styles from './overview.module.css';

const GROUPS = Object.keys(TERM_GROUPS) as TermGroup[];
const TERMS = Object.values(TERM_GROUPS).flat();

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
  const [query, setQuery] = useState('');
  const found = new Set(findTerms(glossary, TERMS, query));
  return (
    <main id="main" tabIndex={-1} className={styles.main}>
      <header className={styles.head}>
        <p>
          <a href={href('/learn/')}>{words.title}</a>
        </p>
        <h1>{words.sections.glossary}</h1>
      </header>
      <Search query={query} found={found.size} onQuery={setQuery} />
      {GROUPS.map((group) => [group, TERM_GROUPS[group].filter((id) => found.has(id))] as const)
        .filter(([, ids]) => ids.length > 0)
        .map(([group, ids]) => (
          <section key={group} aria-labelledby={`group-${group}`}>
            <h2 id={`group-${group}`}>{words.termGroups[group]}</h2>
            <dl className={styles.terms}>
              {ids.map((id) => (
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

interface SearchProps {
  readonly query: string;
  /** How many terms it leaves. */
  readonly found: number;
  readonly onQuery: (query: string) => void;
}

/** Leaves the terms that have what is typed; without JavaScript the list stands alone. */
function Search({ query, found, onQuery }: SearchProps) {
  const { search } = useLearnWords();
  const field = useId();
  const live = useIsClient();
  return (
    <search className={styles.search}>
      <label htmlFor={field}>{search.name}</label>
      <input
        id={field}
        type="search"
        disabled={!live}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onQuery('');
        }}
      />
      <p role="status">
        {query.trim() === '' ? search.all(TERMS.length) : search.found(found, TERMS.length)}
      </p>
    </search>
  );
}

/** The terms come after the page: a link to one of them is followed when it is there. */
function showIfLinked(element: HTMLElement | null): void {
  if (element && window.location.hash === `#${element.id}`) element.scrollIntoView();
}
