'use client';

import { t } from '../../languages/current';
import { PageFooter } from '../site/page-footer';
import { PageHeader } from '../site/page-header';
import { Spoken } from '../site/spoken';
import styles from './about.module.css';
import type { Sources } from './sources';

/** The paper’s own entry, as arXiv gives it. */
const CITATION = `@article{bae2025mixture,
  title   = {Mixture-of-Recursions: Learning Dynamic Recursive Depths for Adaptive Token-Level Computation},
  author  = {Bae, Sangmin and Kim, Yujin and Bayat, Reza and Kim, Sungnyun and Ha, Jiyoun and Schuster, Tal and Fisch, Adam and Harutyunyan, Hrayr and Ji, Ziwei and Courville, Aaron and Yun, Se-Young},
  journal = {arXiv preprint arXiv:2507.10524},
  year    = {2025}
}`;

/** Sources, licences, privacy, and how to cite. */
export function About({ sources }: { readonly sources: Sources }) {
  return (
    <Spoken page="about">
      <PageHeader current={null} />
      <Page sources={sources} />
      <PageFooter width="52rem" />
    </Spoken>
  );
}

function Page({ sources }: { readonly sources: Sources }) {
  const words = t().about;
  return (
    <main id="main" tabIndex={-1} className={styles.main}>
      <h1>{words.title}</h1>
      <p>
        {words.what} <a href="https://arxiv.org/abs/2507.10524">{words.paper}</a>.
      </p>
      <section>
        <h2>{words.data}</h2>
        <p className={styles.aside}>{words.dataAside}</p>
        <dl className={styles.data}>
          {sources.data.map(({ title, licence, note }) => (
            <div key={title}>
              <dt lang="en">{title}</dt>
              <dd lang="en">
                {licence}. {note}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2>{words.code}</h2>
        <p>{words.codeLicence}</p>
      </section>
      <section>
        <h2>{words.privacy}</h2>
        <p>{words.privacySentence}</p>
      </section>
      <section>
        <h2>{words.cite}</h2>
        <p>{words.citeWhat}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is scrolled by keyboard too */}
        <pre className={styles.citation} lang="en" tabIndex={0}>
          {CITATION}
        </pre>
        <p>{words.citeSite}</p>
      </section>
      <section>
        <h2>{words.libraries}</h2>
        <table className={styles.libraries}>
          <thead>
            <tr>
              <th scope="col">{words.library}</th>
              <th scope="col">{words.version}</th>
              <th scope="col">{words.licence}</th>
            </tr>
          </thead>
          <tbody>
            {sources.libraries.map(({ name, version, licence }) => (
              <tr key={name}>
                <td>{name}</td>
                <td>{version}</td>
                <td>{licence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </main>
  );
}
