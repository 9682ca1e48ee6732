import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FOLDER_MARK, makeRelative } from './anywhere.mjs';

const RUNTIME = `k="string"==typeof TURBOPACK_CHUNK_BASE_PATH?TURBOPACK_CHUNK_BASE_PATH:"${FOLDER_MARK}/_next/",P=1;U.b=k,U.X=n`;
const page = (body = '') =>
  `<html><head><script src="${FOLDER_MARK}/_next/a.js" async=""></script><script src="${FOLDER_MARK}/first.js"></script></head>${body}</html>`;

function site(files: { readonly [name: string]: string }): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'mor-anywhere-'));
  for (const [name, content] of Object.entries({ '_next/turbopack-x.js': RUNTIME, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  makeRelative(folder, '/mor/');
  return (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : 'gone');
}

describe('an export that runs in any folder', () => {
  it('names its files relative to each page, as deep as that lies', () => {
    const link = `<a href="${FOLDER_MARK}/explore/">x</a>`;
    const read = site({ 'index.html': page(link), 'learn/memory/index.html': page(link) });
    expect(read('index.html')).toContain('<a href="./explore/">');
    expect(read('learn/memory/index.html')).toContain('<a href="../../explore/">');
    expect(read('learn/memory/index.html')).toContain('src="../../_next/a.js"');
  });

  it('says where the site lies before any other script runs', () => {
    const html = site({ 'index.html': page() })('index.html');
    expect(html).toMatch(/<head><script src="\.\/first\.js"><\/script>/);
    expect(html.match(/first\.js/g)).toHaveLength(1);
  });

  it('names the folder in full where the page may be served at any depth', () => {
    expect(site({ '404.html': page() })('404.html')).toContain('src="/mor/_next/a.js"');
  });

  it('gives that page its looks in itself', () => {
    const link = `<link rel="stylesheet" href="${FOLDER_MARK}/_next/css/a.css" data-precedence="next"/>`;
    const read = site({
      '404.html': page(link),
      'index.html': page(link),
      '_next/css/a.css': 'p{color:red}@font-face{src:url(../media/a.woff2)}',
    });
    expect(read('404.html')).toContain(
      '<style>p{color:red}@font-face{src:url(/mor/_next/css/../media/a.woff2)}</style>',
    );
    expect(read('index.html')).toContain('<link rel="stylesheet" href="./_next/css/a.css"');
  });

  it('tells workers the whole way, in the one place where the bundler does', () => {
    expect(site({})('_next/turbopack-x.js')).toContain('U.b=new URL(k,location.href).pathname,U.X=n');
    expect(() => site({ '_next/turbopack-x.js': RUNTIME.replace('U.b=k', 'U.c=k') })).toThrow('another way');
  });

  it('drops what only goes from page to page without leaving the first', () => {
    const read = site({ 'explore/index.txt': '', '__next._tree.txt': '', 'robots.txt': 'x' });
    expect(['explore/index.txt', '__next._tree.txt', 'robots.txt'].map(read)).toEqual(['gone', 'gone', 'x']);
  });

  it('refuses a page that does not say where it lies', () => {
    expect(() => site({ 'index.html': '<html><head></head></html>' })).toThrow('no first.js');
  });
});
