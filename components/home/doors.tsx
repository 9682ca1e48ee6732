'use client';

import { t } from '../../languages/current';
import { useSiteHref } from '../site/site-href';
import chip from '../ui/depth-chip.module.css';
import { percent } from '../ui/format';
import { Token } from '../ui/token';
import styles from './doors.module.css';
import type { ModelFinding } from './findings';
import type { Read } from './picture';

interface Props {
  /** Tokens of a recorded run, with their depth. */
  readonly read: readonly Read[];
  /** A text that is still to be decided on. */
  readonly asked: readonly string[];
  readonly models: readonly ModelFinding[];
}

/** The three ways into the site, each with a glimpse of what is behind it, drawn from runs. */
export function Doors({ read, asked, models }: Props) {
  const words = t().home;
  const href = useSiteHref();
  const doors = [
    { path: '/explore/', ...words.wayExplore, glimpse: <Depths read={read} /> },
    { path: '/learn/', ...words.wayLearn, glimpse: <Question asked={asked} /> },
    { path: '/results/', ...words.wayResults, glimpse: <Models models={models} /> },
  ];
  return (
    <section className={styles.doors}>
      <h2 className="visually-hidden">{words.ways}</h2>
      <ul>
        {doors.map(({ path, title, text, glimpse }) => (
          <li key={path} className={styles.door}>
            <div className={styles.glimpse} aria-hidden="true">
              {glimpse}
            </div>
            <a href={href(path)}>{title}</a>
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Depths({ read }: Pick<Props, 'read'>) {
  return read.map(({ position, text, depth }) => (
    <span key={position} className={`${chip.chip} ${styles.chip}`} data-depth={depth}>
      <Token text={text} />
      <b>{depth}</b>
    </span>
  ));
}

function Question({ asked }: Pick<Props, 'asked'>) {
  return asked.map((text, position) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
    <span key={position} className={`${chip.chip} ${styles.chip}`} data-asked="">
      <Token text={text} />
      <b>?</b>
    </span>
  ));
}

function Models({ models }: Pick<Props, 'models'>) {
  const { models: names } = t().results;
  return (
    <div className={styles.models}>
      <p>{t().cost.figures.flopsPerToken}</p>
      {models.map(({ kind, flopsShare }) => (
        <div key={kind} data-kind={kind}>
          <span>{names[kind]}</span>
          <span className={styles.track}>
            <i style={{ inlineSize: `${100 * flopsShare}%` }} />
          </span>
          <span>{percent(flopsShare)}</span>
        </div>
      ))}
    </div>
  );
}
