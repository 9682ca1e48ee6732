'use client';

import { t } from '../../languages/current';
import { LESSONS, type LessonId } from '../../lessons/lessons';
import { useSiteHref } from '../site/site-href';
import { useTitle } from '../site/use-title';
import { isInClass } from './in-class';
import { LearnPage } from './learn-page';
import { useLearnWords } from './learn-words';
import { Player } from './player';
import styles from './player.module.css';
import { useKept } from './progress';
import type { PublishedFigures } from './published';

interface Props {
  readonly id: LessonId;
  readonly published: PublishedFigures;
}

const IDS = Object.keys(LESSONS) as LessonId[];

/** The lesson of this id, and the way to the one after it. */
export function LessonView(props: Props) {
  const kept = useKept();
  const place = <main id="main" className={styles.main} aria-busy="true" />;
  return <LearnPage place={place}>{kept ? <LessonOf {...props} /> : place}</LearnPage>;
}

function LessonOf({ id, published }: Props) {
  const words = useLearnWords();
  const href = useSiteHref();
  useTitle(`${words.lessons[id].title} · ${t().site.name}`);
  const next = IDS[IDS.indexOf(id) + 1];
  const following =
    next === undefined ? null : { href: href(`/learn/${next}/`), title: words.lessons[next].title };
  return (
    <Player
      lesson={LESSONS[id]}
      published={published}
      following={following}
      indexHref={href('/learn/')}
      inClass={isInClass(window.location.search)}
    />
  );
}
