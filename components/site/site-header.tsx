'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { languageInAddress } from '../../languages/choice';
import { t } from '../../languages/current';
import type { LanguageCode } from '../../languages/languages';
import { LanguageChoice } from './language-choice';
import styles from './site.module.css';
import { siteHref } from './site-href';

/** The site's pages, by their folder. */
const PAGES = [
  { path: '/explore/', id: 'explore' },
  { path: '/learn/', id: 'learn' },
  { path: '/results/', id: 'results' },
  { path: '/teach/', id: 'teach' },
] as const;

interface Props {
  /** `/` is the front door, which the name at the bar's beginning leads to. */
  readonly current: '/' | (typeof PAGES)[number]['path'] | null;
  /** Carried from page to page; none where the system decides. */
  readonly theme: 'light' | 'dark' | null;
  /** What this page has to offer at the end of the bar. */
  readonly children?: ReactNode;
}

/** The bar at the top of every page: where one is, where one can go. */
export function SiteHeader({ current, theme, children }: Props) {
  const lang = useLanguageOfLink();
  const query = new URLSearchParams({ ...(theme && { theme }), ...(lang && { lang }) }).toString();
  return (
    <header className={styles.header}>
      <a href="#main" className={styles.skip}>
        {t().site.skip}
      </a>
      <a
        href={siteHref('/', query)}
        className={styles.logo}
        aria-current={current === '/' ? 'page' : undefined}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 21a9 9 0 1 1 9-9" />
          <path d="M12 17a5 5 0 1 1 5-5" />
          <circle cx="12" cy="12" r="2" />
        </svg>
        <span className={styles.name}>{t().site.name}</span>
      </a>
      <nav aria-label={t().site.navigation} className={styles.pages}>
        {PAGES.map(({ path, id }) => (
          <a key={path} href={siteHref(path, query)} aria-current={path === current ? 'page' : undefined}>
            {t().site.pages[id]}
          </a>
        ))}
      </nav>
      <div className={styles.end}>
        {children}
        <LanguageChoice />
      </div>
    </header>
  );
}

/** The language that this page's link asked for, which others are to open in as well; null in the page as it is served. */
function useLanguageOfLink(): LanguageCode | null {
  const [lang, setLang] = useState<LanguageCode | null>(null);
  useEffect(() => setLang(languageInAddress()), []);
  return lang;
}
