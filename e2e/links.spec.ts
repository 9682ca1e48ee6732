import { expect, type Page, test } from '@playwright/test';
import fc from 'fast-check';
import { mangled } from '../store/arbitrary-links';
import { Explorer, refuseCompute } from './explorer';

/** Nothing here is as it is by default. */
const LINK: { readonly [parameter: string]: string } = {
  text: 'Lily had a red ball & a blue one.',
  cache: 'shared',
  rule: 'top-k',
  servedCache: 'other',
  backend: 'wasm',
  tokens: '12',
  temperature: '0.5',
  topK: '7',
  topP: '0.5',
  seed: '9',
  changeAt: '2',
  changeTo: 'two',
  theme: 'dark',
  table: '1',
  flowOf: 'recursive',
  level: 'recursion',
  step: '3',
  attention: '1',
  layer: '2',
  head: '1',
  account: 'paper',
  shape: '730M',
  contextLength: '16384',
  hide: 'examples,switches',
  pinned: '1',
  recursion: '2',
};

const queryOf = (link: { readonly [parameter: string]: string }) => `?${new URLSearchParams(link)}`;

/** All that the page says, but for measured times. */
async function picture(page: Page): Promise<string> {
  await expect(page.getByRole('status', { name: 'Run' })).toContainText('Run complete');
  let said = '';
  await expect(async () => {
    said = await page.getByRole('main').ariaSnapshot();
    expect(said).toContain('head 4 most at');
  }).toPass();
  return said.replaceAll(/[\d.]+ m?s\b/g, 'some time');
}

for (const view of ['depth', 'flow', 'kv-cache', 'generate', 'causality']) {
  test(`the same link gives the same picture: ${view}`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const explorer = new Explorer(page);
    const link = view === 'depth' ? LINK : { ...LINK, view };
    await explorer.openLive(queryOf(link));
    await expect(explorer.notices).toBeEmpty();
    const before = await picture(page);

    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect(page.getByRole('status', { name: 'Link' })).toHaveText('The link is copied.');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(Object.fromEntries(new URL(copied).searchParams)).toEqual(link);

    const other = await context.newPage();
    await other.goto(copied);
    const again = new Explorer(other);
    await again.started();
    await again.idle();
    expect(await picture(other)).toBe(before);
    await other.close();
    await explorer.reload();
    expect(await picture(page)).toBe(before);
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual(link);
  });
}

test('what is chosen in the page is in the link', async ({ page }) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm');
  await explorer.depthMap.getByRole('rowheader').nth(2).click();
  await explorer.choose('Show the run up to recursion', 'After 2');
  await page.getByText('What it looks at').click();
  await page.locator('details').getByRole('combobox').selectOption({ label: 'recursion 1, layer 1' });
  await page.getByRole('button', { name: 'Show as table' }).click();
  await explorer.choose('How FLOPs are counted', 'Every pair');
  await explorer.choose('Size', '1.7B');
  await page.getByRole('slider', { name: /context/i }).press('End');
  await expect(page).toHaveURL(/contextLength=131072/);
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
    backend: 'wasm',
    table: '1',
    attention: '1',
    layer: '1',
    account: 'executed',
    shape: '1.7B',
    contextLength: '131072',
    pinned: '2',
    recursion: '2',
  });
});

test('where the clipboard is refused the link is there to be copied by hand', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&view=kv-cache');
  await page.getByRole('button', { name: 'Copy link' }).click();
  const field = page.getByRole('textbox', { name: 'Link to what is in view' });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(/\?backend=wasm&view=kv-cache$/);
});

test('hidden parts come back, and the page says nothing loud of them', async ({ page }) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&hide=text,examples,switches,views,inspector,cost');
  await expect(explorer.depthMap).toBeVisible();
  await expect(explorer.notices).toBeEmpty();
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await page.getByRole('contentinfo').getByRole('button', { name: 'Show all controls' }).click();
  await expect(explorer.text).toBeVisible();
  await expect(explorer.costs).toBeVisible();
  await expect(page).not.toHaveURL(/hide=/);
});

test('another page can frame it: the model runs there, from 320 px on, and leads to the page itself', async ({
  page,
  context,
  baseURL,
}) => {
  const outer = 'http://127.0.0.1:1/lesson.html';
  // The outer page is on no server: the browser takes it for one from far away, which may not ask this machine for anything.
  await context.grantPermissions(['local-network-access'], { origin: new URL(outer).origin });
  const query = 'embed=1&backend=wasm&theme=dark&hide=text,switches&text=Lily+had+a+dog';
  await page.route(outer, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<body style="margin:0"><iframe src="${baseURL}explore/?${query}" title="Depths" style="border:0;width:100%;height:700px" allow="clipboard-write; fullscreen"></iframe>`,
    }),
  );
  await page.setViewportSize({ width: 800, height: 700 });
  await page.goto(outer);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByText(/^live, /)).toBeVisible();
  await expect(frame.getByRole('grid', { name: /depth of each token/i })).toContainText('dog');
  await expect(frame.getByRole('banner')).toHaveCount(0);
  const root = frame.locator('html');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  for (const width of [800, 500, 320]) {
    await page.setViewportSize({ width, height: 700 });
    const overflow = () => root.evaluate((html) => html.scrollWidth - window.innerWidth);
    await expect.poll(overflow, { message: `sideways scroll at ${width} px` }).toBeLessThanOrEqual(0);
  }
  const out = frame.getByRole('link', { name: 'Open in MoR Explorer' });
  await expect(out).toHaveAttribute('href', /^http.*text=Lily\+had\+a\+dog/);
  await expect(out).not.toHaveAttribute('href', /embed/);
  const [opened] = await Promise.all([page.waitForEvent('popup'), out.click()]);
  await expect(opened.getByRole('banner')).toBeVisible();
});

test('no link breaks the page: 200 random and mutated ones', async ({ page }) => {
  test.setTimeout(400_000);
  const broken: string[] = [];
  let current = '';
  page.on('pageerror', (error) => broken.push(`${current}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') broken.push(`${current}: ${message.text()}`);
  });
  // Without a thread of its own the page shows recorded runs alone, and is soon done with each link.
  await refuseCompute(page);
  const explorer = new Explorer(page);
  for (const query of fc.sample(mangled, { numRuns: 200, seed: 2507 })) {
    current = JSON.stringify(query);
    await explorer.open(query);
    await explorer.idle();
    const headings = await page.evaluate(() => [
      document.querySelectorAll('main h1').length,
      document.querySelectorAll('main h2').length,
    ]);
    expect(headings[0], current).toBe(1);
    expect(headings[1], current).toBeGreaterThan(0);
  }
  expect(broken).toEqual([]);
});

test('an old link to the site’s root is carried to Explore with all it says', async ({ page }) => {
  await page.goto('./?text=Ann+ran.&view=kv-cache&backend=wasm#top');
  await expect(page).toHaveURL(/\/explore\/\?text=Ann\+ran\.&view=kv-cache&backend=wasm#top$/);
  const explorer = new Explorer(page);
  await explorer.started();
  await explorer.idle();
  await expect(explorer.text).toHaveValue('Ann ran.');
  await page.goto('./?theme=dark');
  await expect(page).toHaveURL(/\/\?theme=dark$/);
  await expect(page.getByRole('link', { name: 'Explore', exact: true }).first()).toBeVisible();
});
