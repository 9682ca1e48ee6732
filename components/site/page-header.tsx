'use client';

import { type ComponentProps, useEffect, useState } from 'react';
import { SiteHeader } from './site-header';

/** The bar of a page without settings of its own: the theme is what the link says. */
export function PageHeader(props: Omit<ComponentProps<typeof SiteHeader>, 'theme'>) {
  return <SiteHeader {...props} theme={useThemeOfDocument()} />;
}

/** What public/first.js made of the address; null in the page as it is served. */
function useThemeOfDocument(): 'light' | 'dark' | null {
  const [theme, setTheme] = useState<'light' | 'dark' | null>(null);
  useEffect(() => {
    const { theme: set } = document.documentElement.dataset;
    setTheme(set === 'light' || set === 'dark' ? set : null);
  }, []);
  return theme;
}
