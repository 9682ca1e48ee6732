import { expect, type Locator, type Page } from '@playwright/test';

/** The trace as the page's window API gives it (docs/window-api.md); only what the tests read. */
export interface TraceInPage {
  readonly tokens: readonly { readonly id: number; readonly text: string }[];
  readonly depth: readonly number[];
  readonly nll: number;
  readonly flops: number;
  readonly kvBytes: number;
  readonly kvEntries: number;
}

/** What a model has written, as the window API gives it; only what the tests read. */
export interface WrittenInPage {
  readonly status: string;
  readonly text: string;
  readonly end: string | null;
  readonly prompt: {
    readonly tokens: readonly { readonly id: number; readonly text: string; readonly depth: number }[];
    readonly flops: number;
    readonly kvBytes: number;
  };
  readonly generated: readonly {
    readonly id: number;
    readonly text: string;
    readonly depth: number;
    readonly probability: number;
    readonly flops: number;
    readonly kvBytes: number;
  }[];
  readonly reopened: readonly { readonly why: string; readonly after: number; readonly read: number }[];
}

export type Role = 'mor' | 'recursive' | 'vanilla';

/** No thread can be started: what is left are the recorded runs. */
export async function refuseCompute(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.Worker = class extends EventTarget {
      constructor() {
        super();
        throw new Error('This browser starts no thread');
      }
    } as unknown as typeof Worker;
  });
}

/** Explore as a visitor sees it: text, switches, depths, costs. */
export class Explorer {
  readonly text: Locator;
  readonly depthMap: Locator;
  readonly costs: Locator;
  readonly alert: Locator;
  readonly notices: Locator;

  constructor(readonly page: Page) {
    // Beside a lesson it is named by what it holds.
    this.text = page.getByRole('textbox', { name: /^(type anything|text$)/i });
    this.depthMap = page.getByRole('grid', { name: /depth of each token/i });
    this.costs = page.getByRole('region', { name: /what it costs/i });
    this.alert = page.getByRole('alert').filter({ hasText: /./ });
    this.notices = page.getByRole('status', { name: 'Notices' });
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(`./explore/${query}`);
    await this.started();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.started();
    await this.idle();
  }

  async started(): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(() => 'morExplorer' in window), { intervals: [20, 50, 100, 200, 400] })
      .toBe(true);
  }

  /** Opens the page and waits until the live model has answered. */
  async openLive(query = ''): Promise<void> {
    await this.open(query);
    await this.idle();
    await expect(this.alert).toHaveCount(0);
  }

  async idle(): Promise<void> {
    await this.page.evaluate(() => window.morExplorer?.whenIdle());
  }

  async type(text: string): Promise<void> {
    await this.text.fill(text);
    await this.idle();
  }

  option(group: string, option: string): Locator {
    return this.page.getByRole('group', { name: group }).getByRole('radio', { name: option });
  }

  async choose(group: string, option: string): Promise<void> {
    await this.option(group, option).check({ force: true });
    await this.idle();
  }

  backend(): Promise<string> {
    return this.page.evaluate(() => window.morExplorer?.backend() ?? '');
  }

  trace(role: Role = 'mor'): Promise<TraceInPage> {
    return this.page.evaluate((asked) => {
      const trace = window.morExplorer?.trace(asked);
      if (!trace) throw new Error(`no ${asked} trace in view`);
      return JSON.parse(JSON.stringify(trace)) as TraceInPage;
    }, role);
  }

  written(role: 'mor' | 'vanilla' = 'mor'): Promise<WrittenInPage> {
    return this.page.evaluate((asked) => {
      const report = window.morExplorer?.generation(asked);
      if (!report) throw new Error(`${asked} has written nothing`);
      return JSON.parse(JSON.stringify(report)) as WrittenInPage;
    }, role);
  }

  /** Depths as the picture says them, token by token. */
  async depthsShown(): Promise<number[]> {
    const names = await this.depthMap
      .getByRole('rowheader')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label') ?? ''));
    return names.map((name) => Number(/, depth (\d) of/.exec(name)?.[1]));
  }

  /** A figure of the cost panel as it is written, `33.1 MFLOPs`. */
  async costShown(role: 'MoR' | 'Recursive' | 'Vanilla', column: string): Promise<string> {
    const table = this.costs.getByRole('table').first();
    const headers = await table.getByRole('columnheader').allTextContents();
    const index = headers.findIndex((header) => header.startsWith(column));
    const row = table.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: role }) });
    return (
      (
        await row
          .getByRole('cell')
          .nth(index - 1)
          .textContent()
      )?.trim() ?? ''
    );
  }
}
