import { expect, type Locator, type Page } from '@playwright/test';
import { Explorer } from './explorer';

/** A lesson as a learner goes through it: reads, predicts, explains, answers, goes on. */
export class Learner {
  readonly explorer: Explorer;
  readonly lesson: Locator;
  readonly title: Locator;

  constructor(readonly page: Page) {
    this.explorer = new Explorer(page);
    this.lesson = page.getByRole('article');
    this.title = this.lesson.getByRole('heading', { level: 2 });
  }

  async open(lesson: string, query = ''): Promise<void> {
    await this.page.goto(`./learn/${lesson}/${query}`);
    await this.explorer.started();
    await expect(this.title).toBeVisible();
  }

  button(name: string): Locator {
    return this.lesson.getByRole('button', { name, exact: true });
  }

  /** Step in view and how many there are, as the lesson says. */
  async position(): Promise<{ step: number; of: number }> {
    const said = (await this.lesson.locator('summary').textContent()) ?? '';
    const [, step, of] = /Step (\d+) of (\d+)/.exec(said) ?? [];
    return { step: Number(step), of: Number(of) };
  }

  /** Does whatever the step in view asks for, as well as somebody can who knows nothing. */
  async answer(): Promise<void> {
    const commit = this.button('Commit my prediction');
    const words = this.lesson.getByRole('textbox', { name: /./ });
    if (await commit.isVisible()) {
      await this.predict();
      await commit.click();
      await expect(this.lesson.getByRole('heading', { name: 'Why', exact: true })).toBeVisible();
    } else if (await words.isVisible()) {
      await words.fill('It goes round again, or it leaves.');
      await this.button('Show a model answer').click();
      await expect(this.lesson.getByRole('heading', { name: 'One good answer' })).toBeVisible();
    } else {
      for (const group of await this.lesson.getByRole('group').all()) {
        const first = group.getByRole('radio').first();
        if (await first.isVisible()) await first.check();
      }
    }
  }

  /** Gives an answer of the kind that is asked for. */
  async predict(): Promise<void> {
    const slider = this.lesson.getByRole('slider');
    const option = this.lesson.getByRole('radio').first();
    const token = this.lesson.getByRole('group').getByRole('button', { pressed: false }).first();
    const order = this.lesson.getByRole('button', { name: /^Move .* down$/ }).first();
    await expect(slider.or(option).or(token).or(order).first()).toBeVisible();
    if (await slider.isVisible()) {
      await slider.focus();
      await this.page.keyboard.press('ArrowRight');
    } else if (await option.isVisible()) await option.check();
    else if (await order.isVisible()) await order.click();
    else await token.click();
  }

  async next(): Promise<void> {
    const before = (await this.title.textContent()) ?? '';
    await this.button('Next').click();
    await expect(this.title).not.toHaveText(before);
  }
}
