/** `npm run screenshots`: pictures of the built page, live on WebAssembly, into docs/screenshots/. */
import { mkdirSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findBrowser } from './lib/browser.mjs';
import { buildSite } from './lib/build.mjs';
import { serveSite } from './lib/serve.mjs';

const FOLDER = 'docs/screenshots';
const TEXT = 'Once upon a time, a little girl named Lily found a big red ball.';
/** `path` within the site; `press` is done before the picture is taken. */
interface Shot {
  readonly name: string;
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
  readonly path?: string;
  readonly text?: string;
  readonly query?: string;
  readonly press?: string;
  readonly fullPage?: boolean;
}

/** The step in which each lesson shows what it is about. */
const LESSON_STEPS = [
  { lesson: 'every-token', step: 8 },
  { lesson: 'one-block', step: 7 },
  { lesson: 'who-decides', step: 3 },
  { lesson: 'one-ticket', step: 4 },
  { lesson: 'memory', step: 4 },
  { lesson: 'time', step: 5 },
  { lesson: 'honesty', step: 3 },
] as const;

const SHOTS: readonly Shot[] = [
  { name: 'explore-light-1440', theme: 'light', width: 1440, height: 900 },
  { name: 'explore-dark-1440', theme: 'dark', width: 1440, height: 900 },
  { name: 'explore-light-1024', theme: 'light', width: 1024, height: 1000 },
  { name: 'explore-dark-360', theme: 'dark', width: 360, height: 1400 },
  { name: 'whole-page-light', theme: 'light', width: 1440, height: 900, fullPage: true },
  { name: 'flow-light-1440', theme: 'light', width: 1440, height: 1200, query: '&view=flow&step=6' },
  { name: 'flow-dark-1440', theme: 'dark', width: 1440, height: 1200, query: '&view=flow&step=9' },
  {
    name: 'flow-vanilla-light-1440',
    theme: 'light',
    width: 1440,
    height: 1200,
    query: '&view=flow&flowOf=vanilla&step=5',
  },
  { name: 'flow-light-360', theme: 'light', width: 360, height: 1400, query: '&view=flow&step=6' },
  { name: 'kv-cache-light-1440', theme: 'light', width: 1440, height: 1300, query: '&view=kv-cache' },
  { name: 'kv-cache-dark-1024', theme: 'dark', width: 1024, height: 1300, query: '&view=kv-cache' },
  {
    name: 'generate-light-1440',
    theme: 'light',
    width: 1440,
    height: 1200,
    query: '&view=generate',
    press: 'Write',
  },
  {
    name: 'causality-light-1440',
    theme: 'light',
    width: 1440,
    height: 1200,
    text: 'Tom found a little key. He opened the old door and saw a dragon.',
    query: '&view=causality&changeAt=11&changeTo=put',
  },
  {
    name: 'batching-light-1440',
    theme: 'light',
    width: 1440,
    height: 1800,
    query: '&view=batching',
    press: 'Run',
  },
  {
    name: 'batching-dark-360',
    theme: 'dark',
    width: 360,
    height: 1800,
    query: '&view=batching',
    press: 'Run',
  },
  {
    name: 'embed-light-800',
    theme: 'light',
    width: 800,
    height: 520,
    query: '&embed=1&hide=text,examples,switches,views,inspector,cost',
  },
  { name: 'explore-zh-light-1440', theme: 'light', width: 1440, height: 900, query: '&lang=zh' },
  { name: 'home-light-1440', theme: 'light', width: 1440, height: 900, path: '' },
  { name: 'home-dark-360', theme: 'dark', width: 360, height: 800, path: '' },
  { name: 'learn-light-1440', theme: 'light', width: 1440, height: 900, path: 'learn/' },
  ...LESSON_STEPS.map(({ lesson, step }) => ({
    name: `lesson-${lesson}-light-1440`,
    theme: 'light' as const,
    width: 1440,
    height: 900,
    path: `learn/${lesson}/?lessonStep=${step}&backend=wasm`,
  })),
  {
    name: 'lesson-memory-zh-dark-360',
    theme: 'dark',
    width: 360,
    height: 1800,
    path: 'learn/memory/?lessonStep=4&backend=wasm&lang=zh',
  },
  { name: 'teach-light-1024', theme: 'light', width: 1024, height: 1400, path: 'teach/' },
  { name: 'results-light-1440', theme: 'light', width: 1440, height: 1100, path: 'results/', fullPage: true },
  { name: 'results-dark-360', theme: 'dark', width: 360, height: 1100, path: 'results/' },
];

await buildSite();
const address = await serveSite({ port: 4300 });
const browser = await chromium.launch({
  executablePath: await findBrowser(),
  args: ['--no-sandbox', '--disable-background-networking', '--disable-sync', '--no-first-run'],
});
mkdirSync(FOLDER, { recursive: true });
for (const { name, theme, width, height, path, text = TEXT, query = '', press, fullPage = false } of SHOTS) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: theme });
  if (path === undefined) {
    await page.goto(`${address}explore/?backend=wasm&text=${encodeURIComponent(text)}${query}`);
    await page.waitForFunction(() => 'morExplorer' in window);
  } else {
    await page.goto(`${address}${path}`);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
  }
  const idle = () => page.evaluate(() => window.morExplorer?.whenIdle());
  await idle();
  if (press) {
    await page.getByRole('button', { name: press }).first().click();
    await idle();
  }
  await page.screenshot({ path: `${FOLDER}/${name}.png`, fullPage, animations: 'disabled' });
  console.log(`${FOLDER}/${name}.png`);
  await page.close();
}
await browser.close();
process.exit(0);
