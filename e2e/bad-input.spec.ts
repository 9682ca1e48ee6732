import { expect, type Page, test } from '@playwright/test';
import { Explorer } from './explorer';

const OWN = 'My own words stay here';

/** Whatever fails, the visitor's text and switches are still there. */
async function expectKept(explorer: Explorer): Promise<void> {
  await expect(explorer.text).toHaveValue(OWN);
  await expect(explorer.option('KV cache', 'Shared')).toBeChecked();
}

const OWN_QUERY = `?backend=wasm&cache=shared&text=${encodeURIComponent(OWN)}`;

test.describe('texts', () => {
  test('an empty text invites to type', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openLive('?backend=wasm');
    await explorer.type('');
    await expect(explorer.alert).toHaveCount(0);
    await expect(page.getByText(/type|choose/i).first()).toBeVisible();
    await explorer.type('Hello again');
    expect((await explorer.trace()).tokens.length).toBeGreaterThan(0);
  });

  test('100,000 characters are cut with clear words and do not hang the page', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openLive('?backend=wasm');
    await explorer.type('word '.repeat(20_000));
    await expect(explorer.notices).toContainText(/characters/);
    await expect(page.getByText(/left off/).first()).toBeVisible();
    expect((await explorer.trace()).tokens.length).toBe(256);
  });

  const ODD: Record<string, string> = {
    emoji: 'A 🐈‍⬛ and a 👩🏽‍🚀 met 🌍.',
    'right to left': 'שלום עולם, مرحبا بالعالم',
    'control characters': 'a\u0000b\u0007c\u001b[31md\u200be',
    'lone surrogates': 'half \ud83d and \udc08 half',
    'other scripts': '猫はマットの上に座った。Кошка сидела.',
    whitespace: ' \n\n\t  \n ',
    markup: '<|endoftext|><script>alert(1)</script>&amp;',
  };
  for (const [name, text] of Object.entries(ODD)) {
    test(`${name} are read as any text is`, async ({ page }) => {
      const explorer = new Explorer(page);
      await explorer.openLive('?backend=wasm');
      await explorer.type(text);
      await expect(explorer.alert).toHaveCount(0);
      const { tokens, depth } = await explorer.trace();
      expect(depth).toHaveLength(tokens.length);
      expect(depth.every((d) => d >= 1 && d <= 3)).toBe(true);
    });
  }
});

test('unknown values in the address are named and replaced', async ({ page }) => {
  const explorer = new Explorer(page);
  await explorer.openLive(
    '?backend=wasm&routing=psychic&recursions=99&model=giant&rule=coin&cache=%00&theme=pink',
  );
  await expect(explorer.notices).toContainText('psychic');
  await expect(explorer.notices).toContainText('giant');
  await expect(explorer.option('Routing', 'Expert-choice')).toBeChecked();
  expect((await explorer.trace()).depth.length).toBeGreaterThan(0);
});

test.describe('weights', () => {
  async function fails(page: Page, code: string): Promise<void> {
    const explorer = new Explorer(page);
    await explorer.open(OWN_QUERY);
    await expect(explorer.alert).toContainText(code);
    await expectKept(explorer);
    await page.unroute('**/*.safetensors');
    await explorer.alert.getByRole('button', { name: 'Retry' }).click();
    await explorer.idle();
    await expect(explorer.alert).toHaveCount(0);
    expect((await explorer.trace()).tokens.map((token) => token.text).join('')).toBe(OWN);
  }

  test('missing', async ({ page }) => {
    await page.route('**/*.safetensors', (route) => route.fulfill({ status: 404, body: 'no' }));
    await fails(page, 'E-WEIGHTS-MISSING');
  });

  test('truncated', async ({ page }) => {
    await page.route('**/*.safetensors', async (route) => {
      const body = await (await route.fetch()).body();
      await route.fulfill({ status: 200, body: body.subarray(0, 1000) });
    });
    await fails(page, 'E-WEIGHTS-TRUNCATED');
  });

  test('corrupted', async ({ page }) => {
    await page.route('**/*.safetensors', async (route) => {
      const body = await (await route.fetch()).body();
      body[body.length - 5] = (body[body.length - 5] ?? 0) ^ 0xff;
      await route.fulfill({ status: 200, body });
    });
    await fails(page, 'E-WEIGHTS-CORRUPT');
  });

  test('the network away', async ({ page }) => {
    await page.route('**/*.safetensors', (route) => route.abort());
    await fails(page, 'E-NETWORK');
  });
});

test.describe('backends', () => {
  test('without WebGPU the page runs on WebAssembly and says why', async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(navigator, 'gpu', { value: undefined }));
    const explorer = new Explorer(page);
    await explorer.openLive();
    expect(await explorer.backend()).toBe('wasm');
  });

  test('with WebAssembly blocked it runs on plain JavaScript', async ({ page }) => {
    await page.route('**/wasm/*.wasm', (route) => route.abort());
    const explorer = new Explorer(page);
    await explorer.openLive('?backend=wasm&text=Hi');
    expect(await explorer.backend()).toBe('cpu');
    await expect(explorer.notices).toContainText(/WebAssembly|WASM/);
  });

  test('with WebAssembly that never answers it runs on plain JavaScript', async ({ page }) => {
    await page.route('**/wasm/*.wasm', () => {});
    const explorer = new Explorer(page);
    await explorer.openLive('?backend=wasm&text=Hi');
    expect(await explorer.backend()).toBe('cpu');
  });

  test('a killed worker is started again and nothing typed is lost', async ({ page }) => {
    const explorer = new Explorer(page);
    await explorer.openLive(OWN_QUERY);
    const [worker] = page.workers();
    await worker?.evaluate(() => self.close());
    await explorer.type(`${OWN}!`);
    await expect.poll(() => page.workers().length).toBeGreaterThan(0);
    await explorer.idle();
    await expect(explorer.text).toHaveValue(`${OWN}!`);
    await expect(explorer.notices).toContainText(/going on with/);
    expect((await explorer.trace()).tokens.map((token) => token.text).join('')).toBe(`${OWN}!`);
  });
});
