'use client';

import { useEffect, useState } from 'react';
import { ResultsView } from '../../components/results/results-view';
import { SiteHeader } from '../../components/site/site-header';
import { siteBaseUrl } from '../../workers/clients/base-url';

export function ResultsApp() {
  return (
    <>
      <SiteHeader current="/results/" theme={useThemeOfDocument()} />
      <ResultsView baseUrl={siteBaseUrl} />
    </>
  );
}

/** What public/theme.js made of the address; null in the page as it is served. */
function useThemeOfDocument(): 'light' | 'dark' | null {
  const [theme, setTheme] = useState<'light' | 'dark' | null>(null);
  useEffect(() => {
    const { theme: set } = document.documentElement.dataset;
    setTheme(set === 'light' || set === 'dark' ? set : null);
  }, []);
  return theme;
}
