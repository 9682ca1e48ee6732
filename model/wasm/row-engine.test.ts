import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Backend, openBackend } from '../backend';
import type { DecoderRequest } from '../decode/decoder';
import { TfjsReader } from '../decode/tfjs-reader';
import { Writing } from '../generate';
import { panelsOf } from '../held-weights';
import { loadModel, type Model } from '../model';
import { RowReader } from '../rows/row-reader';
import { nodeBackendOptions } from '../testing/node-backends';
import { largestDifference } from '../testing/parity';
import { type ConfigJson, MEMBERS, RECURSIVE, randomModel } from '../testing/random-model';
import type { SelectionRule } from '../trace';
import { uploadWeights } from '../weights';
import { openWasmRowEngine } from './row-engine';

/** The tfjs decoder is the definition; logits differ by the order of sums alone. */
const TOLERANCE = 1e-4;
const RULES: readonly SelectionRule[] = ['threshold', 'topk'];
/** Sizes of the bits a text is read in: prompts, single tokens, more than attend together. */
const PIECES = [13, 1, 1, 3, 18, 1];

let backend: Backend;
beforeAll(async () => {
  backend = await openBackend('wasm', await nodeBackendOptions('wasm'));
});
afterAll(() => backend.dispose());

function load(config: ConfigJson): Model {
  return loadModel(backend, 'test', randomModel(config));
}

function requestOf(model: Model, rule: SelectionRule): DecoderRequest {
  const { config } = model;
  const sampling = { temperature: 0, topK: 0, topP: 1, seed: 1 };
  return { model, config, rule, capacity: config.maxPositionEmbeddings, sampling, draws: 0 };
}

function rowReader(request: DecoderRequest): RowReader {
  const { model, capacity } = request;
  return new RowReader(request, openWasmRowEngine(model, { texts: 1, context: capacity, rows: capacity }));
}

function idsOf(length: number, vocabSize: number, seed = 11): Int32Array {
  return Int32Array.from({ length }, (_, t) => (t * 37 + seed) % vocabSize);
}

/** The same text by rows and by tfjs, bit by bit. */
async function holdEqual(json: ConfigJson, rule: SelectionRule): Promise<void> {
  const model = load(json);
  const plain = loadModel(backend, 'test', randomModel(json), uploadWeights);
  const [ours, theirs] = [rowReader(requestOf(model, rule)), new TfjsReader(requestOf(plain, rule))];
  let start = 0;
  for (const size of PIECES) {
    const ids = idsOf(size, model.config.vocabSize, start * 5 + 1);
    const [found, expected] = [await ours.read(ids), await theirs.read(ids)];
    expect([...found.depth]).toEqual([...expected.depth]);
    expect(largestDifference(found.logits, expected.logits)).toBeLessThan(TOLERANCE);
    expect(largestDifference(found.scores, expected.scores)).toBeLessThan(TOLERANCE);
    start += size;
  }
  for (const owner of [ours, theirs, model, plain]) owner.dispose();
}

describe.each(RULES)('under %s, what tfjs computes', (rule) => {
  test.each(Object.keys(MEMBERS))('%s', async (name) => {
    await holdEqual(MEMBERS[name]!, rule);
  });
});

test('whatever the shape: widths that fill no vector, groups of heads, a head of its own', async () => {
  const shapes = fc.record({
    hidden_size: fc.integer({ min: 1, max: 40 }),
    intermediate_size: fc.integer({ min: 1, max: 40 }),
    head_dim: fc.integer({ min: 1, max: 11 }).map((half) => 2 * half),
    num_key_value_heads: fc.integer({ min: 1, max: 3 }),
    group: fc.integer({ min: 1, max: 5 }),
    vocab_size: fc.integer({ min: 2, max: 50 }),
    tie_word_embeddings: fc.boolean(),
    kv_cache: fc.constantFrom('recursion_wise', 'recursive_sharing'),
    router: fc.constantFrom('linear', 'mlp'),
    aux_router: fc.boolean(),
    type: fc.constantFrom('expert', 'token'),
  });
  await fc.assert(
    fc.asyncProperty(shapes, async ({ group, router, aux_router, type, ...shape }) => {
      const num_attention_heads = group * shape.num_key_value_heads;
      const routing = { type, router, aux_router: type === 'expert' && aux_router };
      await holdEqual({ ...RECURSIVE, ...shape, num_attention_heads, routing }, 'threshold');
    }),
    { numRuns: 25 },
  );
});

/** A text's next token among others at other depths: its logits, and whether it went as deep as alone. */
describe('texts in one batch see nothing of one another', () => {
  test.each(Object.keys(MEMBERS).filter((name) => name !== 'vanilla'))('%s', async (name) => {
    const model = load(MEMBERS[name]!);
    const texts = [idsOf(9, 256, 3), idsOf(5, 256, 90), idsOf(7, 256, 41)];
    const alone = await Promise.all(
      texts.map(async (ids) => {
        const reader = rowReader(requestOf(model, 'threshold'));
        const logits: Float32Array[] = [];
        for (const id of ids) logits.push((await reader.read(Int32Array.of(id))).logits);
        reader.dispose();
        return logits;
      }),
    );
    const engine = openWasmRowEngine(model, { texts: 3, context: 16, rows: 3 });
    const at = [0, 0, 0];
    // Text by text a step later, so that every depth meets every other.
    const recursion = [-1, -2, -3];
    while (at.some((position, text) => position < texts[text]!.length)) {
      const live = [0, 1, 2].filter((text) => at[text]! < texts[text]!.length);
      const going = live.filter((text) => recursion[text]! > 0);
      if (going.length > 0) {
        const rows = Int32Array.from(going).reverse();
        const { goesOn } = await engine.recur(
          rows,
          rows.map((text) => recursion[text]!),
        );
        rows.forEach((text, i) => {
          recursion[text] = goesOn[i] ? recursion[text]! + 1 : Number.POSITIVE_INFINITY;
        });
      }
      for (const text of live) {
        if (recursion[text]! < 0) recursion[text]! += 1;
        else if (recursion[text] === 0) {
          await engine.enter({
            rows: Int32Array.of(text),
            texts: Int32Array.of(text),
            positions: Int32Array.of(at[text]!),
            ids: Int32Array.of(texts[text]![at[text]!]!),
          });
          recursion[text] = 1;
        } else if (recursion[text] === Number.POSITIVE_INFINITY) {
          const logits = await engine.leave(Int32Array.of(text), Int32Array.of(0));
          expect(largestDifference(logits, alone[text]![at[text]!]!)).toBeLessThan(1e-6);
          at[text]! += 1;
          recursion[text] = 0;
        }
      }
    }
    engine.dispose();
    model.dispose();
  });
});

test('a text that is reset begins anew', async () => {
  const model = load(MEMBERS.expert!);
  const engine = openWasmRowEngine(model, { texts: 1, context: 8, rows: 1 });
  const first = async () => {
    const one = Int32Array.of(0);
    await engine.enter({ rows: one, texts: one, positions: one, ids: Int32Array.of(65) });
    await engine.recur(one, Int32Array.of(1));
    return [...(await engine.leave(one, one))];
  };
  const found = await first();
  engine.reset(0);
  expect(await first()).toEqual(found);
  engine.dispose();
  model.dispose();
});

test('memory stays as it is while a thousand tokens are written, and texts use one room after another', async () => {
  const model = load({ ...MEMBERS['expert-shared']!, max_position_embeddings: 1100 });
  const bytes = () => panelsOf(model).kernels.memory.buffer.byteLength;
  const sampling = { temperature: 1, topK: 0, topP: 1, seed: 7 };
  const begin = async () =>
    (await Writing.begin(model, { text: 'The cat', rule: 'threshold', ...sampling })).writing;
  const writing = await begin();
  await writing.next();
  const early = bytes();
  for (let token = 0; token < 1000; token++) await writing.next();
  expect(bytes()).toBe(early);
  writing.dispose();
  for (let text = 0; text < 50; text++) (await begin()).dispose();
  expect(bytes()).toBe(early);
  model.dispose();
});

test('what does not fit is said so, and leaves room for what does', () => {
  const model = load(MEMBERS.vanilla!);
  expect(() => openWasmRowEngine(model, { texts: 20_000, context: 2048, rows: 1 })).toThrow(
    expect.objectContaining({ code: 'E-OUT-OF-MEMORY' }),
  );
  openWasmRowEngine(model, { texts: 1, context: 8, rows: 1 }).dispose();
  model.dispose();
});
