import { expect, test } from '@playwright/test';
import { WorkerHeap } from './worker-heap';
import { Writers } from './writers';

/** Texts that are run and times that a text is written before memory is first looked at, and in all. */
const EARLY = 5;
const TEXTS = 30;
const WRITINGS = 15;
/** Bytes by which it may grow: what the thread's engine compiles of code that runs often. */
const COMPILED = 2 ** 19;

/**
 * The real worker's JavaScript heap after a garbage collection. Each text is run by three models, with readouts and
 * again to be timed; each writing is 8 tokens of both models. 1,000 runs and 50 writings through the same code, with
 * tensors and the WASM module's memory counted, are in workers/leaks.parity.test.ts.
 */
test('the worker’s heap does not grow with the texts that were run and written', async ({ page }) => {
  test.setTimeout(300_000);
  const writers = new Writers(page);
  await writers.openWriters({ backend: 'wasm', text: 'Tom saw a dog', tokens: 8 });
  const heap = await WorkerHeap.of(page);
  const run = (i: number) => writers.type(`Tom saw a dog ${'and a dog '.repeat(i % 5)}${i}`);
  const write = async (i: number) => {
    await writers.button(i === 0 ? 'Write' : 'Again').click();
    await writers.idle();
    await expect(writers.tokens('MoR')).toHaveCount(8);
  };
  for (let i = 0; i < EARLY; i++) {
    await run(i);
    await write(i);
  }
  const early = await heap.bytes();
  for (let i = EARLY; i < TEXTS; i++) await run(i);
  for (let i = EARLY; i < WRITINGS; i++) await write(i);
  const late = await heap.bytes();
  console.log(
    `worker heap: ${early} bytes after ${EARLY} texts and writings, ${late} after ${TEXTS} and ${WRITINGS}`,
  );
  expect(late).toBeLessThan(early + COMPILED);
});
