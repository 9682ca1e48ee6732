import { expect, type Locator, type Page, test } from '@playwright/test';
import { generate } from './cli';
import { Explorer } from './explorer';

/** The Batching view as a visitor sees it. */
class Batching extends Explorer {
  readonly panel: Locator;
  /** Said when both batches are done. */
  readonly told: Locator;

  constructor(page: Page) {
    super(page);
    this.panel = page.getByRole('region', { name: 'Many texts at once', exact: true });
    this.told = page.getByRole('status', { name: 'Many texts at once' });
  }

  async openBatch(choices: { readonly [name: string]: string | number }): Promise<void> {
    const query = new URLSearchParams({ backend: 'wasm', view: 'batching' });
    for (const [name, value] of Object.entries(choices)) query.set(name, String(value));
    await this.openLive(`?${query}`);
  }

  button(name: string): Locator {
    return this.panel.getByRole('button', { name, exact: true });
  }

  async runs(): Promise<void> {
    await this.button('Run').click();
    await expect(this.told).toContainText('Both batches are done');
  }

  /** What each text became, as its table says it. */
  async texts(model: 'MoR' | 'Vanilla'): Promise<string[]> {
    await this.panel.getByRole('radio', { name: model }).check({ force: true });
    const rows = this.panel.getByRole('table', { name: `Each text of ${model}` }).getByRole('row');
    return rows.evaluateAll((all) =>
      all.slice(1).map((row) => row.querySelectorAll('td')[1]?.textContent ?? ''),
    );
  }
}

const PROMPTS = ['Once upon a time', 'The cat', 'Tom had a big red ball. One day'];
const SMALL = { prompts: PROMPTS.join('\n'), copies: 2, slots: 2, tokens: 16 };

test('each text of a batch is what the command line writes alone', async ({ page }) => {
  const view = new Batching(page);
  await view.openBatch({ ...SMALL, table: 1, seed: 7 });
  await view.runs();
  for (const [model, member] of [
    ['MoR', 'mor-expert'],
    ['Vanilla', 'vanilla'],
  ] as const) {
    const texts = await view.texts(model);
    expect(texts).toHaveLength(6);
    for (const [place, prompt] of PROMPTS.entries()) {
      const alone = generate({ member, text: prompt, tokens: 16, seed: 7 + place, temperature: 0.8 });
      expect(texts[place]).toBe(alone.generated.map(({ text }) => text).join(''));
    }
  }
});

test('MoR has the slots that vanilla’s memory holds, and both are measured', async ({ page }) => {
  const view = new Batching(page);
  await view.openBatch({ ...SMALL, copies: 8, tokens: 24 });
  await view.runs();
  const figures = view.panel.getByRole('table', { name: 'Many texts at once' });
  const cells = (row: string) =>
    figures.getByRole('row').filter({ hasText: row }).getByRole('cell').allTextContents();
  const [mor, vanilla] = (await cells('Slots in use')).map((cell) => Number(/of (\d+)$/.exec(cell)?.[1]));
  expect(vanilla).toBe(2);
  expect(mor).toBeGreaterThan(2);
  for (const rate of await cells('Tokens a second')) expect(Number(rate)).toBeGreaterThan(0);
  await expect(view.told).toContainText(
    /MoR writes [\d.]+ tokens a second, vanilla [\d.]+: [\d.]+ times as many/,
  );
});

test('is stepped, paused, looked back at by keyboard, and stopped', async ({ page }) => {
  const view = new Batching(page);
  await view.openBatch(SMALL);
  await view.button('Step').click();
  await view.idle();
  await view.button('Step').click();
  await view.idle();
  const tick = view.panel.getByRole('slider').first();
  await expect(tick).toHaveAttribute('aria-valuetext', /^Tick 2: /);
  await tick.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(tick).toHaveAttribute('aria-valuetext', /^Tick 1: /);
  await expect(
    view.panel.getByRole('list', { name: 'In the slots' }).first().getByRole('listitem').first(),
  ).toContainText(/^Slot 1: “Once” of text 1 comes in/);
  await view.button('Stop').click();
  await expect(view.panel).toContainText('Stopped.');
});

test('a backend without rows says so, and WASM is a press away', async ({ page }) => {
  const view = new Batching(page);
  await view.openBatch({ ...SMALL, backend: 'cpu' });
  await view.button('Run').click();
  await expect(view.alert).toContainText('E-BATCHING');
  await view.button('Go over to WASM').click();
  await expect(view.told).toContainText('Both batches are done');
  expect(await view.backend()).toBe('wasm');
});

test('from 320 px to a projector nothing scrolls sideways', async ({ page }) => {
  const view = new Batching(page);
  await view.openBatch(SMALL);
  await view.runs();
  for (const width of [320, 360, 768, 1024, 1440, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(overflow, { message: `sideways scroll at ${width} px` }).toBeLessThanOrEqual(0);
  }
});
