import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addSitemap } from './sitemap.mjs';

function site(...pages: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'mor-sitemap-'));
  for (const page of pages) {
    mkdirSync(join(folder, page), { recursive: true });
    writeFileSync(join(folder, page, 'index.html'), '');
  }
  return folder;
}

it('lists every page under the address of the site, and the one for what is not there nowhere', () => {
  const folder = site('', 'explore', 'learn/memory', '404', '_not-found');
  addSitemap(folder, 'https://example.org/mor/');
  const list = [...readFileSync(join(folder, 'sitemap.xml'), 'utf8').matchAll(/<loc>([^<]+)/g)].map(
    ([, url]) => url,
  );
  expect(list).toEqual(['', 'explore/', 'learn/memory/'].map((page) => `https://example.org/mor/${page}`));
  expect(readFileSync(join(folder, 'robots.txt'), 'utf8')).toContain(
    'Sitemap: https://example.org/mor/sitemap.xml',
  );
});

it('names no address where none is known', () => {
  const folder = site('');
  addSitemap(folder, undefined);
  expect(existsSync(join(folder, 'sitemap.xml'))).toBe(false);
  expect(readFileSync(join(folder, 'robots.txt'), 'utf8')).toBe('User-agent: *\nAllow: /\n');
});
