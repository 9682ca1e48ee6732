import { expect, test } from '@playwright/test';
import { generate } from './cli';
import { Writers } from './writers';

const PROMPT = 'Once upon a time';
const MEMBERS = { mor: 'mor-expert', vanilla: 'vanilla' } as const;

for (const temperature of [0, 0.8]) {
  test(`writes what the command line writes with the same seed, at temperature ${temperature}`, async ({
    page,
  }) => {
    const writers = new Writers(page);
    const asked = { text: PROMPT, tokens: 24, seed: 7, temperature };
    await writers.openWriters({ backend: 'wasm', ...asked });
    await writers.writes();
    for (const role of ['mor', 'vanilla'] as const) {
      const here = await writers.written(role);
      const there = generate({ member: MEMBERS[role], ...asked });
      expect(here.text).toBe(there.text);
      expect(here.end).toBe(there.end);
      expect(here.prompt.tokens).toEqual(there.prompt.tokens);
      expect(here.prompt.kvBytes).toBe(there.prompt.kvBytes);
      const exactly = ({ generated }: typeof there) =>
        generated.map(({ id, text, depth, flops, kvBytes }) => ({ id, text, depth, flops, kvBytes }));
      expect(exactly(here)).toEqual(exactly(there));
      here.generated.forEach(({ probability }, i) => {
        expect(Math.abs(probability - there.generated[i]!.probability)).toBeLessThan(1e-4);
      });
    }
  });
}

test('keeps what is typed and chosen while it writes', async ({ page }) => {
  const writers = new Writers(page);
  await writers.openWriters({ backend: 'wasm', text: PROMPT, tokens: 60 });
  await writers.button('Write').click();
  await writers.hasWritten(2);
  await writers.text.fill('My own words');
  await writers.view.getByRole('spinbutton', { name: 'Seed' }).fill('42');
  await writers.view.getByRole('spinbutton', { name: 'Seed' }).press('Enter');
  await writers.isDone();
  await expect(writers.text).toHaveValue('My own words');
  await expect(writers.view.getByRole('spinbutton', { name: 'Seed' })).toHaveValue('42');
  await expect(page).toHaveURL(/text=My/);
  expect((await writers.written()).text).toMatch(new RegExp(`^${PROMPT}`));
  await writers.idle();
  const { tokens } = await writers.trace();
  expect(tokens.map((token) => token.text).join('')).toBe('My own words');
});

test('says that the context is full, slides where asked, and shows what is no longer seen', async ({
  page,
}) => {
  const writers = new Writers(page);
  const words = 'Tom saw a big dog. ';
  await writers.openWriters({ backend: 'wasm', text: words.repeat(40).trim(), tokens: 8, temperature: 0 });
  const { tokens } = await writers.trace();
  await writers.text.fill(words.repeat(Math.floor((40 * 252) / tokens.length)).trim());
  await writers.idle();
  await writers.button('Write').click();
  await expect(writers.view.getByText(/The context is full before all 8 tokens/).first()).toBeVisible();
  const before = await writers.written();
  expect(before).toMatchObject({ end: 'context-full', reopened: [] });
  await writers.button('Slide').click();
  await expect(writers.tokens('MoR')).toHaveCount(8);
  await writers.isDone();
  const after = await writers.written();
  expect(after.generated.slice(0, before.generated.length)).toEqual(before.generated);
  expect(after.reopened).toMatchObject([
    { why: 'slide', after: before.generated.length, read: 128, dropped: 128 },
  ]);
  await expect(writers.view.getByText('No longer seen:').first()).toBeAttached();
  await expect(writers.view.getByText(/newest 128 tokens were read again/).first()).toBeVisible();
});

test('a text longer than the context is written from where its newest part begins', async ({ page }) => {
  const writers = new Writers(page);
  await writers.openWriters({ backend: 'wasm', text: 'Tom saw a big dog. '.repeat(90).trim(), tokens: 8 });
  await writers.button('Write').click();
  await expect(writers.view.getByRole('alert')).toContainText('E-CONTEXT');
  await writers.button('Slide').click();
  await writers.isDone();
  await expect(writers.view.getByText(/The text is longer than the context/).first()).toBeVisible();
  const { prompt, generated } = await writers.written();
  expect(prompt.tokens).toHaveLength(128);
  expect(generated).toHaveLength(8);
});
