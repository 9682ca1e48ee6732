'use client';

import { t } from '../../languages/current';
import { PageFooter } from '../site/page-footer';
import { PageHeader } from '../site/page-header';
import { useSiteHref } from '../site/site-href';
import { Spoken } from '../site/spoken';
import { percent } from '../ui/format';
import { DepthPicture } from './depth-picture';
import { Doors } from './doors';
import type { Findings } from './findings';
import styles from './home.module.css';
import type { Picture } from './picture';

interface Props {
  readonly picture: Picture;
  readonly findings: Findings;
}

/** The front door: what Mixture-of-Recursions is, seen in one run, and the ways into the site. */
export function Home(props: Props) {
  return (
    <Spoken page="home">
      <Page {...props} />
    </Spoken>
  );
}

function Page({ picture, findings }: Props) {
  const words = t().home;
  const href = useSiteHref();
  return (
    <>
      <PageHeader current="/" />
      <main id="main" tabIndex={-1} className={styles.main}>
        <div className={styles.hero}>
          <div className={styles.pitch}>
            <h1>{words.title}</h1>
            <p className={styles.lead}>{words.lead}</p>
            <p className={styles.doors}>
              <a className={styles.first} href={href('/explore/')}>
                {words.explore}
              </a>
              <a href={href('/learn/')}>{words.learn}</a>
            </p>
          </div>
          <DepthPicture picture={picture} />
        </div>
        <Doors read={picture.read} asked={picture.tokens.map(({ text }) => text)} models={findings.models} />
        <WhatTheRunsSay findings={findings} />
        <section className={styles.section}>
          <h2>{words.real}</h2>
          <ul className={styles.columns}>
            {words.realPoints.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </section>
        <People />
      </main>
      <PageFooter />
    </>
  );
}

function WhatTheRunsSay({ findings: { cost, lots, small } }: { readonly findings: Findings }) {
  const words = t().home;
  const href = useSiteHref();
  const size = (gap: number) => Math.abs(gap).toFixed(3);
  const said = [
    {
      figure: words.cost.figure(percent(cost.flopsShare)),
      sentence: words.cost.sentence(percent(cost.parametersShare), size(cost.gap), cost.gap > 0),
    },
    { figure: words.lots.figure(size(lots.gap)), sentence: words.lots.sentence(lots.gap > 0) },
    {
      figure: words.small.figure(size(small.gap)),
      sentence: words.small.sentence(small.layers, percent(small.flopsShare), small.gap < 0),
    },
  ];
  return (
    <section className={styles.section}>
      <h2>{words.findings}</h2>
      <p className={styles.aside}>{words.findingsAside}</p>
      <ul className={styles.columns}>
        {said.map(({ figure, sentence }) => (
          <li key={figure}>
            <strong className={styles.figure}>{figure}</strong>
            <p>{sentence}</p>
          </li>
        ))}
      </ul>
      <p className={styles.more}>
        <a href={href('/results/')}>{words.allResults}</a>
      </p>
    </section>
  );
}

function People() {
  const words = t().home;
  const href = useSiteHref();
  const people = [
    { path: '/learn/', ...words.student },
    { path: '/teach/', ...words.teacher },
    { path: '/explore/', ...words.engineer },
    { path: '/results/', ...words.researcher },
  ];
  return (
    <section className={styles.section}>
      <h2>{words.people}</h2>
      <ul className={styles.people}>
        {people.map(({ path, who, text, link }) => (
          <li key={who}>
            <strong>{who}</strong> {text} <a href={href(path)}>{link}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
