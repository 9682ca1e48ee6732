import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes `robots.txt` into an export, and where it is known at which address the site will stand (`SITE_URL`) a `sitemap.xml` of all
 * its pages.
 *
 * @param {string} folder the export
 * @param {string | undefined} site `https://example.org/mor-explorer`
 */
export function addSitemap(folder, site) {
  const address = site?.replace(/\/+$/, '');
  const rules = ['User-agent: *', 'Allow: /'];
  if (address) {
    writeFileSync(join(folder, 'sitemap.xml'), sitemapOf(pagesOf(folder), address));
    rules.push('', `Sitemap: ${address}/sitemap.xml`);
  }
  writeFileSync(join(folder, 'robots.txt'), `${rules.join('\n')}\n`);
}

/** Folders that hold a page, `''` for the first; the page for what is not there is none. */
function pagesOf(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /(^|\/)index\.html$/.test(name) && !/^(404|_not-found)\//.test(name))
    .map((name) => name.replace(/index\.html$/, ''))
    .sort();
}

function sitemapOf(pages, address) {
  const urls = pages.map((page) => `  <url><loc>${new URL(page, `${address}/`).href}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`;
}
