'use client';

import { useCallback, useEffect, useState } from 'react';
import { siteBaseUrl } from '../../workers/clients/base-url';

/** What the address says of the visitor and not of the page, carried from page to page: their looks, and that they sit in a class. */
const CARRIED = ['theme', 'lang', 'class'] as const;

/** Addresses of the site's pages, `/explore/`, under the folder in which the site stands and with what is carried from this one. */
export function useSiteHref(): (path: string) => string {
  const [carried, setCarried] = useState('');
  useEffect(() => {
    const asked = new URLSearchParams(window.location.search);
    const kept = CARRIED.flatMap((key) => asked.getAll(key).map((value) => [key, value]));
    setCarried(new URLSearchParams(kept).toString());
  }, []);
  return useCallback((path) => siteHref(path, carried), [carried]);
}

/** Address of one of the site's pages, `/explore/`, with a query. In the page as it is built a mark stands for the site's folder. */
export function siteHref(path: string, query: string): string {
  const [file = '', own = ''] = path.split('?');
  const all = [own, query].filter((part) => part !== '').join('&');
  const folder =
    typeof window === 'undefined'
      ? `${process.env.NEXT_PUBLIC_FOLDER_MARK}/`
      : new URL(siteBaseUrl()).pathname;
  return `${folder}${file.slice(1)}${all && `?${all}`}`;
}
