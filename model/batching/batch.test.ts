import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../config';
import { createSampler } from '../sampling';
import { FakeRows } from '../testing/fake-rows';
import { type ConfigJson, RECURSIVE, SMALL } from '../testing/random-model';
import { Batch, type BatchRequest, rowsFor } from './batch';
import { Called } from './crew';
import type { TextReport, TextRequest } from './texts';
import { slotsInUse, type Tick } from './tick';

const VOCAB = 12;
const CONTEXT = 24;
const END = 0;

interface Setting extends BatchRequest {
  readonly caches: number;
  readonly recursions: number;
}

function configOf(recursions: number) {
  const routed: ConfigJson = {
    ...RECURSIVE,
    num_hidden_layers: 2 + 2 * recursions,
    num_recursions: recursions,
    kv_cache: 'recursion_wise',
    routing: { type: 'expert' },
  };
  return parseConfig(recursions === 0 ? SMALL : routed);
}

function open({ caches, recursions, ...request }: Setting) {
  const rows = rowsFor(request.slots);
  const engine = new FakeRows({ texts: caches, context: CONTEXT, rows, recursions, vocabSize: VOCAB });
  const config = { ...configOf(recursions), vocabSize: VOCAB };
  return { engine, batch: new Batch({ crew: new Called(engine), config, endOfText: END }, request) };
}

async function run(setting: Setting) {
  const { batch, engine } = open(setting);
  const ticks: Tick[] = [];
  while (!batch.over) ticks.push(await batch.tick());
  return { ticks, texts: batch.report(), batch, engine };
}

/** The text on its own, one token after another. */
async function alone(request: TextRequest, recursions: number): Promise<TextReport> {
  const limits = { texts: 1, context: CONTEXT, rows: 1, recursions, vocabSize: VOCAB };
  const engine = new FakeRows(limits);
  const sample = createSampler(request);
  const ids = [...request.ids];
  const depth: number[] = [];
  const row = Int32Array.of(0);
  for (let position = 0; ; position++) {
    engine.enter({
      rows: row,
      texts: row,
      positions: Int32Array.of(position),
      ids: Int32Array.of(ids[position]!),
    });
    let done = 0;
    for (let on = recursions > 0 ? 1 : 0; on === 1; ) {
      done += 1;
      on = (await engine.recur(row, Int32Array.of(done))).goesOn[0]!;
    }
    depth.push(Math.max(1, done));
    const logits = engine.leave(row, Int32Array.of(0));
    if (position < ids.length - 1) continue;
    ids.push(sample(logits));
    const written = ids.slice(request.ids.length);
    const over = { prompt: request.ids, written, depth };
    if (written.at(-1) === END) return { ...over, end: 'end-of-text' };
    if (written.length === request.tokens) return { ...over, end: 'tokens' };
    if (ids.length === CONTEXT) return { ...over, end: 'context-full' };
  }
}

const texts = fc.array(
  fc.record({
    ids: fc.array(fc.integer({ min: 1, max: VOCAB - 1 }), { minLength: 1, maxLength: CONTEXT - 1 }),
    tokens: fc.integer({ min: 1, max: 16 }),
    temperature: fc.constantFrom(0, 0.8),
    topK: fc.constantFrom(0, 5),
    topP: fc.constantFrom(0.9, 1),
    seed: fc.nat(99),
  }),
  { minLength: 1, maxLength: 9 },
);

const settings: fc.Arbitrary<Setting> = fc.record({
  texts,
  policy: fc.constantFrom('depth', 'sequence'),
  slots: fc.integer({ min: 1, max: 7 }),
  caches: fc.integer({ min: 1, max: 7 }),
  recursions: fc.constantFrom(0, 2, 3, 4),
});

describe('a batch', () => {
  it('writes each text as it would be written alone, at the same depths, whoever else is in it', async () => {
    await fc.assert(
      fc.asyncProperty(settings, async (setting) => {
        const { texts } = await run(setting);
        const each = await Promise.all(setting.texts.map((text) => alone(text, setting.recursions)));
        expect(texts).toEqual(each);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps books that agree: what comes in goes out, what is drawn is written, nothing stays', async () => {
    await fc.assert(
      fc.asyncProperty(settings, async (setting) => {
        const { ticks, texts, batch } = await run(setting);
        const sum = (of: (tick: Tick) => number) => ticks.reduce((total, tick) => total + of(tick), 0);
        const read = texts.reduce((total, { depth }) => total + depth.length, 0);
        expect(sum(({ entered }) => entered)).toBe(read);
        expect(sum(({ left }) => left)).toBe(read);
        expect(ticks.flatMap(({ ended }) => ended)).toHaveLength(texts.length);
        texts.forEach(({ written }, text) => {
          const drawn = ticks.flatMap(({ drawn, ids }) => [...ids].filter((_, i) => drawn[i] === text));
          expect(drawn).toEqual(written);
        });
        expect(ticks.at(-1)).toMatchObject({ queued: 0, waiting: 0, entries: 0 });
        expect(batch.flops()).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves no slot idle that a token could take, depth-wise', async () => {
    await fc.assert(
      fc.asyncProperty(settings, async (setting) => {
        const { ticks } = await run({ ...setting, policy: 'depth' });
        for (const tick of ticks) if (slotsInUse(tick) < setting.slots) expect(tick.queued).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
