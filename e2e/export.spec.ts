import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { Explorer } from './explorer';

/** What a panel's Save menu gives. */
class Panel {
  readonly region: Locator;
  readonly menu: Locator;

  constructor(
    readonly page: Page,
    name: string,
  ) {
    this.region = page.getByRole('region', { name });
    this.menu = this.region.getByRole('dialog', { name: 'Save' });
  }

  async openMenu(): Promise<void> {
    await this.region.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(this.menu.getByRole('button', { name: / as / }).first()).toBeVisible();
  }

  async save(name: string): Promise<{ readonly name: string; readonly content: Buffer }> {
    const coming = this.page.waitForEvent('download');
    await this.menu.getByRole('button', { name, exact: true }).click();
    const download = await coming;
    await expect(this.menu.getByRole('status')).toHaveText(`Saved ${download.suggestedFilename()}.`);
    return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
  }
}

/** Size and number of colours of a picture as the browser decodes it. */
function looked(page: Page, content: Buffer): Promise<{ width: number; height: number; colours: number }> {
  return page.evaluate(
    async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas here');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      return {
        width: canvas.width,
        height: canvas.height,
        colours: new Set(new Uint32Array(data.buffer)).size,
      };
    },
    `data:image/png;base64,${content.toString('base64')}`,
  );
}

const FIGURES = [
  { query: '', panel: 'Depth of each token', figure: 'Depth of each token', id: 'depth' },
  { query: '&view=kv-cache', panel: 'What the cache holds', figure: 'What the cache holds', id: 'kv-cache' },
  { query: '&view=kv-cache', panel: 'What the cache holds', figure: 'What each step reads', id: 'kv-reads' },
  { query: '&theme=dark', panel: 'What it costs', figure: 'What it costs', id: 'cost' },
  { query: '', panel: '“on”', figure: 'One token', id: 'token' },
  { query: '&view=flow&step=3', panel: 'Flow', figure: 'Flow, as it stands', id: 'flow' },
  { query: '&view=flow&level=recursion', panel: 'Flow', figure: 'One recursion', id: 'recursion' },
  { query: '&view=flow&level=head', panel: 'Flow', figure: 'What one head looks at', id: 'attention' },
] as const;

for (const { query, panel: name, figure, id } of FIGURES) {
  test(`${id}: SVG and PNG are the same picture, with caption and link`, async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openLive(`?backend=wasm${query}`);
    const panel = new Panel(page, name);
    await panel.openMenu();
    const svg = await panel.save(`${figure} as SVG`);
    const png = await panel.save(`${figure} as PNG`);
    expect(svg.name).toBe(`mor-${id}-the-cat-sat.svg`);
    expect(png.name).toBe(`mor-${id}-the-cat-sat.png`);
    await expectWhole(page, svg.content.toString('utf8'), png.content);
  });
}

async function expectWhole(page: Page, svg: string, png: Buffer): Promise<void> {
  expect(svg).not.toMatch(/NaN|undefined|Infinity|foreignObject|var\(|class=/);
  const size = /<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg);
  const { width, height, colours } = await looked(page, png);
  expect([width, height]).toEqual([2 * Number(size?.[1]), 2 * Number(size?.[2])]);
  expect(colours).toBeGreaterThan(20);
  const told = await page.evaluate((markup) => {
    const parsed = new DOMParser().parseFromString(markup, 'image/svg+xml');
    return {
      broken: parsed.querySelector('parsererror') !== null,
      caption: parsed.querySelector('desc')?.textContent ?? '',
      link: parsed.querySelector('a')?.getAttribute('href') ?? '',
      address: window.location.href,
    };
  }, svg);
  expect(told.broken).toBe(false);
  expect(told.caption).toMatch(/^.{20,}MoR Explorer\. nano\/mor-expert on WASM, \d{4}-\d\d-\d\d\./);
  expect(new URL(told.link).search).toBe(new URL(told.address).search);
}

test('both texts that were written are saved with their depths', async ({ page }) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&view=generate&tokens=8&text=Once%20upon%20a%20time');
  const panel = new Panel(page, 'Two models write');
  await panel.region.getByRole('button', { name: 'Write' }).click();
  await expect(page.getByRole('status', { name: 'Writing' })).toContainText(/writing is done/i);
  await panel.openMenu();
  const svg = await panel.save('Both texts as SVG');
  expect(svg.name).toBe('mor-generate-once-upon-a.svg');
  const png = await panel.save('Both texts as PNG');
  await expectWhole(page, svg.content.toString('utf8'), png.content);
});

async function drop(page: Page, name: string, content: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([title, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text ?? ''], title ?? '', { type: 'application/json' }));
      return transfer;
    },
    [name, content],
  );
  await page.dispatchEvent('main', 'dragover', { dataTransfer });
  await page.dispatchEvent('main', 'drop', { dataTransfer });
}

test('a saved run is dropped in again with the same depths, and live runs stand back until asked', async ({
  page,
}) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm&rule=top-k&text=Lily%20has%20a%20red%20ball');
  const depths = await explorer.depthsShown();
  const trace = await explorer.trace();
  const panel = new Panel(page, 'Depth of each token');
  await panel.openMenu();
  const json = (await panel.save('The run, every number as JSON')).content.toString('utf8');
  const csv = (await panel.save('The run, every number as CSV')).content.toString('utf8');
  expect(csv.trim().split('\r\n')).toHaveLength(1 + 3 * depths.length);
  await page.keyboard.press('Escape');
  await explorer.choose('Selection', 'Threshold');
  await explorer.type('Something of my own');

  await drop(page, 'lily.json', json);
  await expect(page.getByText('From a file: lily.json')).toBeVisible();
  await expect(explorer.text).toHaveValue('Lily has a red ball');
  await expect(explorer.option('Selection', 'Top-k')).toBeChecked();
  await expect.poll(() => explorer.depthsShown()).toEqual(depths);
  expect(await explorer.trace()).toEqual(trace);

  await page.getByRole('button', { name: 'Run it live' }).click();
  await explorer.idle();
  await expect(page.getByText('From a file')).toHaveCount(0);
  expect(await explorer.depthsShown()).toEqual(depths);
  await page.getByRole('button', { name: 'Undo' }).click();
  await explorer.idle();
  await expect(explorer.text).toHaveValue('Something of my own');
});

test('a file that is no saved run is refused in words, and the page stays as it was', async ({ page }) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm');
  const depths = await explorer.depthsShown();
  for (const [name, content, why] of [
    ['notes.txt', 'The cat', 'it is not JSON'],
    ['other.json', '{"format":"har"}', 'its format is not'],
    ['newer.json', '{"format":"mor-explorer-trace","version":99}', 'version 99'],
  ] as const) {
    await drop(page, name, content);
    await expect(explorer.notices).toContainText(`“${name}” was not opened,`);
    await expect(explorer.notices).toContainText(why);
    await expect(explorer.notices).toContainText('E-TRACE');
  }
  expect(await explorer.depthsShown()).toEqual(depths);
  await expect(page.getByText('From a file')).toHaveCount(0);
});

test('the menu is worked by keyboard', async ({ page }) => {
  const explorer = new Explorer(page);
  await explorer.openLive('?backend=wasm');
  const panel = new Panel(page, 'Depth of each token');
  await panel.region.getByRole('button', { name: 'Save', exact: true }).focus();
  await page.keyboard.press('Enter');
  const json = panel.menu.getByRole('button', { name: 'The run, every number as JSON' });
  await expect(json).toBeVisible();
  await json.focus();
  const coming = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const content = readFileSync(await (await coming).path(), 'utf8');
  await page.keyboard.press('Escape');
  await expect(panel.menu).toBeHidden();
  await drop(page, 'run.json', content);
  await expect(page.getByText('From a file: run.json')).toBeVisible();
});
