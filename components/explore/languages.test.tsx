// @vitest-environment jsdom

import { cleanup, waitFor } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { speakWith } from '../../languages/current';
import { messages as english } from '../../languages/en';
import { messages as pseudo } from '../../languages/pseudo';
import { CHOICES } from '../../store/settings';
import { SUGGESTIONS } from '../causality/examples';
import { type Page, renderOnPage } from '../testing/render';
import { Explore } from './explore';
// Here already, so that no test waits for their code.
import '../causality/causality-view';
import '../cost/cost-panel';
import '../depth-map/depth-table';
import '../flow/flow-view';
import '../generate/generate-view';
import '../inspector/attention';
import '../inspector/inspector';
import '../kv-cache/kv-cache-view';

vi.setConfig({ testTimeout: 30_000 });

beforeAll(() => speakWith('pseudo', pseudo));
afterAll(() => speakWith('en', english));

let page: Page;

afterEach(() => {
  cleanup();
  page.leave();
  vi.unstubAllGlobals();
});

/** What is the same in every language: names, units, formulas, kinds of files. */
const ALIKE = new Set([
  // Languages by the names they have for themselves, and words for the models to read.
  'English',
  ...SUGGESTIONS,
  // Models, units, kinds of files, and the parts of a layer.
  ...'nano mor expert shared token vanilla recursive random fp16 int8 nats FLOP MFLOP kFLOP GFLOP TFLOP PFLOP RMSNorm SwiGLU SiLU gate up down SVG PNG CSV JSON Nr'.split(
    ' ',
  ),
]);

/** What a visitor reads or hears that did not come from the messages. */
function plainEnglish(root: HTMLElement, own: ReadonlySet<string>): string[] {
  const read: string[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
    if (node instanceof Text) {
      if (!node.parentElement?.closest('textarea, style')) read.push(node.data);
    } else if (node instanceof Element) {
      for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt']) {
        read.push(node.getAttribute(name) ?? '');
      }
    }
  }
  return read.flatMap((text) =>
    (text.match(/\p{L}{3,}/gu) ?? []).filter(
      (word) => /^[a-z]+$/i.test(word) && !ALIKE.has(word) && !own.has(word),
    ),
  );
}

it.each(
  CHOICES.view.flatMap((view) => [
    [view, ''],
    [view, '&table=1'],
  ]),
)('%s says nothing but messages %s', async (view, more) => {
  vi.stubGlobal('fetch', async () => ({ ok: true, json: async () => ({ model: { vocab: {} } }) }));
  page = await renderOnPage(<Explore live />, `?view=${view}${more}&attention=1`);
  await waitFor(() => expect(page.container.querySelectorAll('h2').length).toBeGreaterThanOrEqual(3), {
    timeout: 20_000,
  });
  const own = new Set(page.store.getState().settings.text.split(/\P{L}+/u));
  await waitFor(() => expect([...new Set(plainEnglish(page.container, own))]).toEqual([]), {
    timeout: 5_000,
  });
});
