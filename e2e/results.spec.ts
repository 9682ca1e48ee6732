import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import type { ResultsIndex } from '../store/results/results-index';

const index = JSON.parse(readFileSync('public/results/index.json', 'utf8')) as ResultsIndex;

async function open(page: Page, query = ''): Promise<void> {
  await page.goto(`./results/${query}`);
  await expect(page.getByRole('region', { name: 'The family at equal tokens' })).toBeVisible();
}

test('the family’s table says what the cards say, on each held-out set', async ({ page }) => {
  await open(page);
  const table = page.getByRole('table', { name: 'The family at equal tokens' });
  for (const set of ['tinystories', 'storybooks']) {
    await page.getByRole('radio', { name: set }).check({ force: true });
    for (const { id, losses } of index.training.filter(({ group }) => group === 'family')) {
      const loss = losses.find((each) => each.set === `${set}.valid` && each.rule === 'threshold');
      const row = table.getByRole('row').filter({ has: page.locator(`a[href="?run=nano-${id}"]`) });
      await expect(
        row.getByRole('cell', { name: loss?.natsPerToken.toFixed(3) ?? '' }).first(),
      ).toBeVisible();
    }
  }
});

test('behind a model stands its card, in the address as well, with the command that made it', async ({
  page,
}) => {
  await open(page);
  await page.getByRole('link', { name: 'Vanilla' }).first().click();
  const card = page.getByRole('dialog', { name: 'The run’s card' });
  const row = index.training.find(({ id }) => id === 'vanilla');
  await expect(card.getByText(row?.command ?? '')).toBeVisible();
  await expect(page).toHaveURL(/run=nano-vanilla/);
  await page.reload();
  await expect(card.getByRole('heading', { name: 'Vanilla' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await expect(page).not.toHaveURL(/run=/);
});

test('points and legends of the charts open the cards of their runs', async ({ page }) => {
  await open(page);
  const card = page.getByRole('dialog', { name: 'The run’s card' });
  for (const [name, link, heading] of [
    ['Equal FLOPs', /^MoR, width 64: .* Open its card\.$/, /^MoR/],
    ['Depth given at test time', /^Recursive, 3 recursions, 1 allowed: .* Open its card\.$/, /^Recursive/],
    ['Evaluation sets', 'Vanilla', /^Vanilla/],
    ['Routers', /^MoR, expert-choice, 3 recursions$/, /^MoR, expert-choice/],
  ] as const) {
    await page.getByRole('region', { name, exact: true }).getByRole('link', { name: link }).first().click();
    await expect(card.getByRole('heading', { name: heading })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(card).toBeHidden();
  }
});

test('a run that is not there is said in words', async ({ page }) => {
  await open(page, '?run=nano-nothing');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('E-RESULTS');
});

test('a table is saved as CSV with the figures of the page', async ({ page }) => {
  await open(page);
  const family = page.getByRole('region', { name: 'The family at equal tokens' });
  const coming = page.waitForEvent('download');
  await family.getByRole('link', { name: 'CSV' }).click();
  const download = await coming;
  const csv = readFileSync(await download.path(), 'utf8');
  const vanilla = index.training.find(({ id }) => id === 'vanilla');
  expect(csv.split('\r\n')[1]).toContain(String(vanilla?.trainingFlops));
  expect(download.suggestedFilename()).toBe('mor-results-family.csv');
});

test('a chart is saved as the picture that stands there, with its notes and its address', async ({
  page,
}) => {
  await open(page);
  for (const [name, id] of [
    ['Evaluation sets', 'tasks'],
    ['Depth given at test time', 'depth'],
  ]) {
    const coming = page.waitForEvent('download');
    await page.getByRole('region', { name }).getByRole('button', { name: 'SVG' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe(`mor-results-${id}.svg`);
    const svg = readFileSync(await download.path(), 'utf8');
    expect(svg).not.toMatch(/NaN|undefined|Infinity|foreignObject|var\(|class=/);
    expect(svg).toContain(page.url().split('#')[0]);
    expect(svg.match(/<(rect|circle|line) /g)?.length).toBeGreaterThan(40);
  }
});

test('without the file it shows no figure, says why, and can be asked again', async ({ page }) => {
  await page.route('**/results/index.json', (route) => route.fulfill({ status: 503, body: '' }));
  await page.goto('./results/');
  const alert = page.getByRole('alert').filter({ hasText: /./ });
  await expect(alert).toContainText('the server answered 503');
  await page.unroute('**/results/index.json');
  await alert.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('region', { name: 'The family at equal tokens' })).toBeVisible();
});
