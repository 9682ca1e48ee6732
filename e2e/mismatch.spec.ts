import { expect, type Page, test } from '@playwright/test';
import { analyze } from './cli';
import { Explorer } from './explorer';
import { expectSameAsCli } from './same-as-cli';

const TEXT = 'Once upon a time there was a little cat.';
const QUERY = `?backend=wasm&text=${encodeURIComponent(TEXT)}`;
const TOLERANCE = 1e-4;
const OTHER = { text: TEXT, kvCache: 'recursive_sharing' } as const;

const mark = (page: Page) => page.getByText('Mismatch', { exact: true });

test('a model run with the cache it was not trained with is what the command line says, and marked', async ({
  page,
}) => {
  const explorer = new Explorer(page);
  await explorer.openLive(QUERY);
  await expect(mark(page)).toHaveCount(0);
  await expectSameAsCli(explorer, 'mor', { member: 'mor-expert', text: TEXT }, TOLERANCE);
  const vanilla = await explorer.trace('vanilla');

  await explorer.choose('Run it with', 'the other one');
  await expect(mark(page)).toBeVisible();
  await expect(
    page.getByText(/The model was trained to keep each round’s own.*a mismatch/).first(),
  ).toBeVisible();
  await expectSameAsCli(explorer, 'mor', { member: 'mor-expert', ...OTHER }, TOLERANCE);
  expect((await explorer.trace('vanilla')).nll).toBe(vanilla.nll);
  await explorer.choose('View', 'KV cache');
  const cache = page.getByRole('region', { name: /what the cache holds/i });
  await expect(cache.getByText(/^Mismatch: trained with the recursion-wise cache, run with/)).toBeVisible();
  await expect(cache.getByRole('gridcell', { name: /: reused, / }).first()).toBeVisible();

  await expect(page).toHaveURL(/servedCache=other/);
  await explorer.reload();
  await expect(mark(page)).toBeVisible();
  const there = analyze({ member: 'mor-expert', ...OTHER });
  expect(Math.abs((await explorer.trace()).nll - there.nll)).toBeLessThan(TOLERANCE);
  await explorer.choose('Run it with', 'its own cache');
  await expect(mark(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await explorer.idle();
  await expect(explorer.option('Run it with', 'the other one')).toBeChecked();
  await expect(mark(page)).toBeVisible();
});

test('what a mismatch costs is run in every way the model can be run, and any of them can be looked at', async ({
  page,
}) => {
  const explorer = new Explorer(page);
  await explorer.openLive(QUERY);
  await explorer.costs.getByText('What a mismatch costs').click();
  const rows = explorer.costs.getByRole('table', { name: /in every way/ }).getByRole('row');
  await expect(explorer.costs.getByText(/the other cache makes the loss/)).toBeVisible();
  const ways = [
    { rule: 'topk', kvCache: 'recursion_wise' },
    { rule: 'threshold', kvCache: 'recursion_wise' },
    { rule: 'topk', kvCache: 'recursive_sharing' },
    { rule: 'threshold', kvCache: 'recursive_sharing' },
  ] as const;
  for (const [i, way] of ways.entries()) {
    const shown = Number(
      await rows
        .nth(i + 1)
        .getByRole('cell')
        .first()
        .textContent(),
    );
    const there = analyze({ member: 'mor-expert', text: TEXT, ...way });
    expect(Math.abs(shown - there.nll), JSON.stringify(way)).toBeLessThan(0.0005 + TOLERANCE);
  }
  await expect(rows.nth(1)).toContainText('as trained');
  await expect(rows.nth(2)).toContainText('in view');
  await rows.nth(3).getByRole('button').click();
  await explorer.idle();
  await expect(rows.nth(3)).toContainText('in view');
  await expect(page).toHaveURL(/rule=top-k.*servedCache=other/);
});
