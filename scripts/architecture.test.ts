import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'docs/hosting.md',
  'docs/specification.md',
  'docs/trace.md',
  'docs/window-api.md',
  'languages/README.md',
  'training/README.md',
];
const FOLDERS = 'app|bench|components|docs|e2e|languages|lessons|model|public|scripts|store|training|workers';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Files and folders that a page links to, or names in full: `store/url.ts`, `model/cache/`. Not those with a <part> or a *, nor what runs keep in `.work/`. */
function named(page: string): string[] {
  const text = read(page);
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, to]) => join(dirname(page), to!));
  const paths = [...text.matchAll(new RegExp(`\`((?:${FOLDERS})/[\\w./-]*)\``, 'g'))].map(
    ([, path]) => path!,
  );
  const drawn = [...text.matchAll(/ as ((?:\w+\/)+[\w.-]*)$/gm)].map(([, path]) => path!);
  return [...links, ...paths, ...drawn].filter((path) => !path.includes('/.work/'));
}

/** What `python3 -m` runs: a file, or a package that has a __main__. */
const isModule = (path: string) =>
  [`${path}.py`, `${path}/__main__.py`].some((file) => existsSync(join(ROOT, file)));

/** Sections that comments name, `spec 1.2, 1.3` or `spec 2 and 3`, with their file. */
function sectionsNamed(folder: string): [file: string, section: string][] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.(ts|py)$/.test(file) && !file.startsWith('.'))
    .flatMap((file) =>
      [...read(join(folder, file)).matchAll(/\bspec (\d[\d.]*(?:(?:, | and )\d[\d.]*)*)/g)].flatMap(
        ([, sections]) =>
          sections!.match(/\d+(\.\d+)?/g)!.map((section) => [file, section] as [string, string]),
      ),
    );
}

describe('the documents', () => {
  it.each(PAGES)('%s names only what is there', (page) => {
    const paths = named(page);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it.each(PAGES)('%s gives only commands that are there', (page) => {
    const { scripts } = JSON.parse(read('package.json'));
    const given = [...read(page).matchAll(/npm run (?:-s )?([a-z][\w:-]*)/g)].map(([, script]) => script!);
    const modules = [...read(page).matchAll(/python3 -m (training[\w.]*)/g)].map(([, name]) =>
      name!.replaceAll('.', '/'),
    );
    expect(given.filter((script) => !(script in scripts))).toEqual([]);
    expect(modules.filter((path) => !isModule(path))).toEqual([]);
  });

  it('have the sections of the specification that the code names', () => {
    const sections = new Set(
      [...read('docs/specification.md').matchAll(/^##+ (\d+(?:\.\d+)?)/gm)].map(([, section]) => section),
    );
    const named = ['model', 'training'].flatMap(sectionsNamed);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(([, section]) => !sections.has(section))).toEqual([]);
  });

  it('draw the floors that lint checks, and no others', () => {
    const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
    const rules = (forbidden as { name: string }[]).flatMap(
      ({ name }) => name.match(/^(.+)-looks-up$/)?.[1] ?? [],
    );
    const [drawing] = read('docs/architecture.md').split('sequenceDiagram');
    const floors = [...drawing!.matchAll(/^ {2}(\w+)\["\1\//gm)].map(([, floor]) => floor);
    expect(floors.sort()).toEqual(['app', ...rules].sort());
  });
});
