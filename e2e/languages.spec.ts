import { expect, type Page, test } from '@playwright/test';
import { Explorer } from './explorer';

/** What the page says in another language than English, and how a visitor comes to it. */

const VIEWS = ['depth', 'flow', 'kv-cache', 'generate', 'causality', 'batching'];
const PAGES = ['', 'results/', 'learn/', 'teach/', 'about/'];

const language = (page: Page) => page.evaluate(() => document.documentElement.lang);

/** The switch of the bar, by the name of the language that is spoken. */
async function choose(page: Page, spoken: RegExp, wanted: string) {
  await page.getByRole('banner').getByRole('button', { name: spoken }).click();
  await page.getByRole('radio', { name: wanted }).click();
}

test('a link opens the page in its language; the choice in the bar changes it, keeps the text and is remembered', async ({
  page,
}) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&lang=zh&text=A+red+ball');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    '随便输入点什么：每个词元自行决定要被思考几遍。',
  );
  expect(await language(page)).toBe('zh-Hans');
  await expect(page).toHaveTitle('探索 · MoR Explorer');

  const runs = await page.evaluate(() => window.performance.getEntriesByType('resource').length);
  await choose(page, /^语言/, 'English');
  await expect(explorer.text).toHaveValue('A red ball');
  expect(await language(page)).toBe('en');
  await expect(page).toHaveTitle('Explore · MoR Explorer');
  await expect(page).toHaveURL(/lang=en/);
  expect((await explorer.trace()).tokens.map(({ text }) => text).join('')).toContain('red ball');
  const weights = await page.evaluate(
    (from) =>
      window.performance
        .getEntriesByType('resource')
        .slice(from)
        .filter(({ name }) => name.endsWith('.safetensors')).length,
    runs,
  );
  expect(weights).toBe(0);

  await choose(page, /^Language/, '简体中文');
  await page.goto('./explore/?backend=wasm');
  await expect.poll(() => language(page)).toBe('zh-Hans');
  expect(errors).toEqual([]);
});

test('why a backend is not used is said in the language of the page', async ({ page }) => {
  await page.route('**/wasm/*.wasm', (route) => route.abort());
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&text=Hi&lang=zh');
  await expect(page.getByRole('status', { name: '通知' })).toContainText(
    'WASM 在这里无法使用：代码无法加载。改由 CPU 运行。',
  );
});

test.describe('with a browser that asks for Chinese', () => {
  test.use({ locale: 'zh-CN' });

  test('every page speaks Chinese', async ({ page }) => {
    for (const path of PAGES) {
      await page.goto(`./${path}`);
      await expect.poll(() => language(page), { message: path }).toBe('zh-Hans');
      await expect(page.getByRole('heading', { level: 1 }), path).toHaveText(/\p{Script=Han}/u);
    }
  });
});

test('a longer language makes nothing scroll sideways at 360 px', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const explorer = new Explorer(page);
  for (const view of VIEWS) {
    await explorer.openLive(`?backend=wasm&lang=pseudo&view=${view}`);
    await expect.poll(() => language(page)).toBe('en-XA');
    await expect.poll(overflow, { message: `sideways scroll in ${view}` }).toBeLessThanOrEqual(0);
  }
  for (const path of PAGES) {
    await page.goto(`./${path}?lang=pseudo`);
    await expect.poll(() => language(page)).toBe('en-XA');
    await expect.poll(overflow, { message: `sideways scroll on ${path}` }).toBeLessThanOrEqual(0);
  }
});
