import { expect, type Locator } from '@playwright/test';
import { Explorer } from './explorer';

/** The Generate view as a visitor sees it. */
export class Writers extends Explorer {
  readonly view: Locator = this.page.getByRole('region', { name: 'Two models write' });
  /** What is told when the writing ends. */
  readonly told: Locator = this.page.getByRole('status', { name: 'Writing' });

  /** Opens the view; with the choices in the address. */
  async openWriters(choices: { readonly [name: string]: string | number }): Promise<void> {
    const query = new URLSearchParams({ view: 'generate' });
    for (const [name, value] of Object.entries(choices)) query.set(name, String(value));
    await this.openLive(`?${query}`);
  }

  button(name: 'Write' | 'Write on' | 'Again' | 'Step' | 'Pause' | 'Stop' | 'Slide'): Locator {
    return this.view.getByRole('button', { name, exact: true });
  }

  /** The tokens a model wrote, as buttons. */
  tokens(model: 'MoR' | 'Vanilla'): Locator {
    return this.view.getByRole('list', { name: `Tokens ${model} wrote` }).getByRole('button');
  }

  async hasWritten(atLeast: number): Promise<void> {
    await expect.poll(() => this.tokens('Vanilla').count()).toBeGreaterThanOrEqual(atLeast);
  }

  async writes(timeout = 60_000): Promise<void> {
    await this.button('Write').click();
    await this.isDone(timeout);
  }

  async isDone(timeout = 60_000): Promise<void> {
    await expect(this.told).toContainText('Writing is done', { timeout });
  }
}
