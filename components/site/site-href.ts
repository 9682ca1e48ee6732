'use client';

import { useEffect, useState } from 'react';

/** What a visitor's choice of looks is called in the address, and carried by from page to page. */
const CARRIED = ['theme', 'lang'] as const;

/** Addresses of the site's pages, `/explore/`, under the folder in which the site stands and with the looks that this page's link asked for. */
export function useSiteHref(): (path: string) => string {
  const [carried, setCarried] = useState('');
  useEffect(() => {
    const asked = new URLSearchParams(window.location.search);
    const kept = CARRIED.flatMap((key) => asked.getAll(key).map((value) => [key, value]));
    setCarried(new URLSearchParams(kept).toString());
  }, []);
  return (path) => siteHref(path, carried);
}

function siteHref(path: string, query: string): string {
  const [file = '', own = ''] = path.split('?');
  const all = [own, query].filter((part) => part !== '').join('&');
  return `${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}${file}${all && `?${all}`}`;
}
