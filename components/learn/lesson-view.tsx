'use client';

import { Suspense, useEffect, useState } from 'react';
import { spokenLanguage } from '../../languages/current';
import { LESSONS, type LessonId } from '../../lessons/lessons';
import { useSiteHref } from '../site/site-href';
import { LearnWordsProvider, useLearnWords } from './learn-words';
import { Player } from './player';
import styles from './player.module.css';
import { progressStore } from './progress';
import type { PublishedFigures } from './published';

interface Props {
  readonly id: string;
  readonly published: PublishedFigures;
}

const IDS = Object.keys(LESSONS) as LessonId[];

/** The lesson of this id; its words and what this browser has kept of it come before it is drawn. */
export function LessonView({ id, published }: Props) {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    void Promise.resolve(progressStore.persist.rehydrate()).then(() => setReady(true));
  }, []);
  const place = <main className={styles.main} aria-busy="true" />;
  return ready ? (
    <Suspense fallback={place}>
      <LearnWordsProvider code={spokenLanguage() ?? 'en'}>
        <LessonOf id={id as LessonId} published={published} />
      </LearnWordsProvider>
    </Suspense>
  ) : (
    place
  );
}

function LessonOf({ id, published }: { readonly id: LessonId; readonly published: PublishedFigures }) {
  const words = useLearnWords();
  const href = useSiteHref();
  const next = IDS[IDS.indexOf(id) + 1];
  const following =
    next === undefined ? null : { href: href(`/learn/${next}/`), title: words.lessons[next]?.title ?? '' };
  return (
    <Player lesson={LESSONS[id]} published={published} following={following} indexHref={href('/learn/')} />
  );
}
