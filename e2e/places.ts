import { expect, type Page } from '@playwright/test';
import { LESSONS } from '../lessons/lessons';
import { CHOICES } from '../store/settings';
import { Explorer } from './explorer';

/** A route as it is once everything that it waits for is there. */
export interface Place {
  readonly name: string;
  readonly path: string;
  /** A model runs in it. */
  readonly live?: boolean;
}

export const VIEWS: readonly Place[] = CHOICES.view.map((view) => ({
  name: `Explore, ${view}`,
  path: `explore/?backend=wasm&view=${view}`,
  live: true,
}));

const LESSON_PAGES: readonly Place[] = Object.keys(LESSONS).map((id) => ({
  name: `the lesson ${id}`,
  path: `learn/${id}/?backend=wasm`,
  live: true,
}));

/** Pages that are read, and forms that are filled in. */
export const READ: readonly Place[] = [
  { name: 'the front door', path: '' },
  { name: 'Learn', path: 'learn/' },
  { name: 'the glossary', path: 'learn/glossary/' },
  { name: 'the quiz', path: 'learn/quiz/' },
  { name: 'Results', path: 'results/' },
  { name: 'Teach', path: 'teach/' },
  { name: 'a worksheet', path: 'teach/?worksheet=memory' },
  { name: 'About', path: 'about/' },
  { name: 'an address that leads nowhere', path: 'no-such-page/' },
];

/** Every route of the site, each view and each lesson. */
export const PLACES: readonly Place[] = [...READ, ...VIEWS, ...LESSON_PAGES];

export async function arrive(page: Page, { path, live = false }: Place): Promise<void> {
  await page.goto(`./${path}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('main[aria-busy]')).toHaveCount(0);
  if (!live) return;
  const explorer = new Explorer(page);
  await explorer.started();
  await explorer.idle();
}

/** A window as wide as a phone's, 1280 px at 200 %, a tablet's, a projector's: nothing but a frame of its own scrolls sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const before = page.viewportSize();
  for (const width of [320, 640, 1024, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(overflow, { message: `sideways scroll at ${width} px` }).toBeLessThanOrEqual(0);
  }
  if (before) await page.setViewportSize(before);
}
