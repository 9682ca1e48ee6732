import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** What the build writes where the site's own folder should stand; nothing else on a page begins so. */
export const FOLDER_MARK = '/__site__';

/** What Next would fetch to go from page to page without leaving the first, and its pages by other names: here a link is a link. */
const UNUSED_FILES = /(^|\/)(__next\.[^/]*|index)\.txt$/;
const UNUSED_FOLDERS = ['404', '_not-found'];
const NOT_FOUND = '404.html';
/** Runs before all other code, wherever React put it in the head. */
const FIRST = /<script src="[^"]*\/first\.js"><\/script>/;

/**
 * Makes an export run in whatever folder of whatever host it is put: every page names its files relative to itself.
 *
 * Next takes one folder at build time and writes it into every address. It gets a mark instead, and here the mark gives way to the
 * way from each page to the site's folder. Code that asks at run time (the bundler's for more code, `siteBaseUrl` for data) is told by
 * `public/first.js`, which reads it off its own address. The page for what is not there can be served at any depth, so it alone names the
 * site's folder in full, and has its looks in itself: where nobody said in which folder the site stands, it is still a page that can be read.
 *
 * @param {string} folder the export
 * @param {string} home path of the site's folder on its host as far as it is known, `/`
 */
export function makeRelative(folder, home) {
  for (const name of UNUSED_FOLDERS) rmSync(join(folder, name), { recursive: true, force: true });
  for (const name of files(folder)) {
    const file = join(folder, name);
    if (UNUSED_FILES.test(name)) rmSync(file);
    else if (name.endsWith('.html')) {
      const way = name === NOT_FOUND ? home : '../'.repeat(name.split('/').length - 1) || './';
      rewrite(file, (html) => relativePage(name === NOT_FOUND ? withStyles(html, folder) : html, way, name));
    } else if (name.endsWith('.js')) rewrite(file, (code) => relativeCode(code, name));
  }
}

/** Paths of an export's files, with forward slashes. */
function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
}

function rewrite(file, change) {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after.includes(FOLDER_MARK))
    throw new Error(`${file} still names the folder that stands for the site's`);
  if (after !== before) writeFileSync(file, after);
}

function relativePage(html, way, name) {
  const [first] = html.match(FIRST) ?? [];
  if (!first || !html.includes('<head>'))
    throw new Error(`${name} has no first.js to say in where the site lies`);
  return html
    .replace(first, '')
    .replace('<head>', `<head>${first}`)
    .replaceAll(`${FOLDER_MARK}/`, way)
    .replaceAll(FOLDER_MARK, way.replace(/\/$/, ''));
}

const STYLE_SHEET = new RegExp(`<link rel="stylesheet" href="${FOLDER_MARK}/([^"]+)"[^>]*>`, 'g');

/** The page with its style sheets written into it; what they fetch lies where they lay. */
function withStyles(html, folder) {
  return html.replace(STYLE_SHEET, (_, name) => {
    const css = readFileSync(join(folder, name), 'utf8');
    const at = `${FOLDER_MARK}/${name.slice(0, name.lastIndexOf('/') + 1)}`;
    return `<style>${css.replace(/url\((?=\.)/g, `url(${at}`)}</style>`;
  });
}

const ASKS = 'TURBOPACK_CHUNK_BASE_PATH:';
const TELLS_WORKERS = /(\b\w+\.b=)(\w+)(?=,\w+\.X=)/g;

/** The bundler's own code asks for the global; a worker, which has none, is told the whole way and not one relative to its host. */
function relativeCode(code, name) {
  if (!code.includes(`${ASKS}"${FOLDER_MARK}`))
    return code.replaceAll(`"${FOLDER_MARK}/_next/`, 'TURBOPACK_CHUNK_BASE_PATH+"');
  if (code.match(TELLS_WORKERS)?.length !== 1)
    throw new Error(
      `${name}: the bundler tells workers where their code lies in another way than this build knows`,
    );
  return code
    .replace(`${ASKS}"${FOLDER_MARK}`, `${ASKS}"`)
    .replace(TELLS_WORKERS, '$1new URL($2,location.href).pathname');
}
