'use client';

import { type ComponentType, useEffect, useState } from 'react';
import { t } from '../../languages/current';
import type { MorErrorData } from '../../model/errors';
import { loadResults } from '../../store/results/load';
import type { ResultsIndex } from '../../store/results/results-index';
import { asMorError } from '../../workers/failure';
import { SaidError } from '../ui/said-error';
import type { EverythingProps } from './everything';
import styles from './results.module.css';

type Loaded =
  | { readonly state: 'loading' }
  | {
      readonly state: 'there';
      readonly index: ResultsIndex;
      readonly Everything: ComponentType<EverythingProps>;
    }
  | { readonly state: 'failed'; readonly error: MorErrorData };

/** What was measured here; what shows it comes with the figures, so that the page itself is small. */
export function ResultsView({ baseUrl }: { readonly baseUrl: () => string }) {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another request
  useEffect(() => {
    let wanted = true;
    Promise.all([loadResults(baseUrl()), import('./everything')])
      .then(([index, { Everything }]): Loaded => ({ state: 'there', index, Everything }))
      .catch((error: unknown): Loaded => ({ state: 'failed', error: asMorError(error).toData() }))
      .then((result) => {
        if (wanted) setLoaded(result);
      });
    return () => {
      wanted = false;
    };
  }, [baseUrl, attempt]);
  const says = t().results;
  return (
    <main id="main" tabIndex={-1} className={styles.main} aria-busy={loaded.state === 'loading' || undefined}>
      <h1>{says.title}</h1>
      <p className={styles.lead}>{says.lead}</p>
      {loaded.state === 'loading' && <p className={styles.note}>{says.onTheWay}</p>}
      {loaded.state === 'failed' && (
        <p role="alert" className={styles.failure}>
          <SaidError error={loaded.error} />{' '}
          <button
            type="button"
            onClick={() => {
              setLoaded({ state: 'loading' });
              setAttempt(attempt + 1);
            }}
          >
            {says.retry}
          </button>
        </p>
      )}
      {loaded.state === 'there' && <loaded.Everything index={loaded.index} baseUrl={baseUrl()} />}
    </main>
  );
}
