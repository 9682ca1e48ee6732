import { expect, type Locator, type Page } from '@playwright/test';
import { generate } from './cli';
import { Explorer } from './explorer';

/** The Batching view as a visitor sees it. */
export class Batching extends Explorer {
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

  /** Each text of both models is what the command line writes alone; text i with seed + i. */
  async expectAlone(
    prompts: readonly string[],
    asked: { readonly tokens: number; readonly seed: number; readonly temperature: number },
  ): Promise<void> {
    for (const [model, member] of [
      ['MoR', 'mor-expert'],
      ['Vanilla', 'vanilla'],
    ] as const) {
      const texts = await this.texts(model);
      for (const [place, text] of prompts.entries()) {
        const alone = generate({ ...asked, member, text, seed: asked.seed + place });
        expect(texts[place]).toBe(alone.generated.map((token) => token.text).join(''));
      }
    }
  }
}
