/**
 * `npm run lighthouse`: Lighthouse's four scores of every page of the built site, in headless Chromium as a desktop, written to
 * docs/lighthouse.md. Ends with status 1 where one is below the target. Its times mean something on a quiet machine only.
 */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { chromium } from '@playwright/test';
import lighthouse, { desktopConfig } from 'lighthouse';
import { findBrowser } from './lib/browser.mjs';
import { buildSite } from './lib/build.mjs';
import { serveSite } from './lib/serve.mjs';

const PAGES = [
  '',
  'explore/?backend=wasm',
  'learn/',
  'learn/who-decides/?backend=wasm',
  'learn/glossary/',
  'results/',
  'teach/',
  'about/',
];
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const TARGET = 95;
const DEBUGGING_PORT = 9_333;
const OUT = 'docs/lighthouse.md';

await buildSite();
const address = await serveSite({ port: 4_400 });
const load = loadavg()[0] ?? 0;
const browser = await chromium.launch({
  executablePath: await findBrowser(),
  args: [
    `--remote-debugging-port=${DEBUGGING_PORT}`,
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
});

const rows: {
  readonly page: string;
  readonly scores: readonly number[];
  readonly found: readonly string[];
}[] = [];
for (const page of PAGES) {
  const result = await lighthouse(
    `${address}${page}`,
    { port: DEBUGGING_PORT, onlyCategories: [...CATEGORIES], logLevel: 'error' },
    desktopConfig,
  );
  const broken = result?.lhr.runtimeError?.message;
  if (!result || broken) throw new Error(`Lighthouse could not run /${page}: ${broken}`);
  const { categories, audits } = result.lhr;
  const scores = CATEGORIES.map((id) => Math.round(100 * (categories[id]?.score ?? 0)));
  // What kept the other three from being whole; performance is many small things.
  const found = CATEGORIES.slice(1).flatMap((id) =>
    (categories[id]?.auditRefs ?? []).flatMap(({ id: audit, weight }) =>
      weight > 0 && audits[audit]?.score === 0 ? [audit] : [],
    ),
  );
  rows.push({ page: `/${page}`, scores, found });
  console.log(`/${page}`, scores.join(' '), found.join(', '));
}
await browser.close();

const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
writeFileSync(
  OUT,
  [
    '# Lighthouse',
    '',
    `Written by \`npm run lighthouse\`: the exported site, headless Chromium as a desktop, ${cpus().length} cores (${cpus()[0]?.model}) and no GPU, load ${load.toFixed(1)} before. The target is ${TARGET} each.`,
    '',
    line(['page', ...CATEGORIES, 'not met']),
    line(['---', ...CATEGORIES.map(() => '---:'), '---']),
    ...rows.map(({ page, scores, found }) => line([`\`${page}\``, ...scores, found.join(', ')])),
    '',
  ].join('\n'),
);
process.exit(rows.every(({ scores }) => scores.every((score) => score >= TARGET)) ? 0 : 1);
