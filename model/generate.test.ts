import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Backend, openBackend } from './backend';
import { kvBytes, kvBytesRead, kvEntries, kvEntriesRead, kvEntryBytes, traceFlops } from './cost';
import { type GenerationStep, Writing, type WritingRequest } from './generate';
import { analyze, loadModel, type Model } from './model';
import { storedLayer } from './sharing';
import { type Decoded, decode, writeGreedily } from './testing/decoding';
import { largestDifference } from './testing/parity';
import { bytesOf, byteTokenizer, type ConfigJson, MEMBERS, randomModel } from './testing/random-model';

const PROMPT = 'The cat';
const GREEDY = { text: PROMPT, rule: 'threshold', temperature: 0, topK: 0, topP: 1, seed: 1 } as const;

let backend: Backend;
beforeAll(async () => {
  backend = await openBackend('cpu');
});
afterAll(() => backend.dispose());

/** A member, given back when the test is done with it. `ending` has a token that ends a text, the given byte's. */
async function withModel<T>(
  json: ConfigJson,
  use: (model: Model) => Promise<T>,
  ending?: number,
): Promise<T> {
  const files = randomModel(json);
  const model = loadModel(backend, 'test', {
    ...files,
    ...(ending !== undefined && { 'tokenizer.json': bytesOf(endingTokenizer(ending)) }),
  });
  try {
    return await use(model);
  } finally {
    model.dispose();
  }
}

/** The byte tokenizer with one byte's place taken by the end of a text. */
function endingTokenizer(id: number): object {
  const json = byteTokenizer() as { model: { vocab: Record<string, number> } };
  const [taken] = Object.entries(json.model.vocab).find(([, byte]) => byte === id)!;
  const { [taken]: _, ...vocab } = json.model.vocab;
  const content = '<|endoftext|>';
  const added = {
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  };
  return { ...json, added_tokens: [added], model: { ...json.model, vocab: { ...vocab, [content]: id } } };
}

async function write(model: Model, changes: Partial<WritingRequest> = {}, tokens = 8) {
  const { writing, ...begun } = await Writing.begin(model, { ...GREEDY, ...changes });
  const steps: GenerationStep[] = [];
  while (steps.length < tokens && steps.at(-1)?.end == null) steps.push(await writing.next());
  writing.dispose();
  return { ...begun, steps };
}

const idsOf = (steps: readonly GenerationStep[]) => steps.map(({ token }) => token.id);

describe('a text read bit by bit', () => {
  test.each(Object.entries(MEMBERS))('is under threshold the text read at once: %s', async (_, json) => {
    await withModel(json, async (model) => {
      const byte = fc.nat(255);
      const pieces = fc.array(fc.array(byte, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(pieces, async (parts) => {
          const ids = parts.flat();
          const decoded = await decode(
            model,
            ids,
            parts.map(({ length }) => length),
            'threshold',
          );
          const { trace, logits } = await analyze(model, { ids, rule: 'threshold' });
          expect(decoded.depth).toEqual([...trace.depth]);
          expect(largestDifference(decoded.logits, logits)).toBeLessThan(1e-3);
          expect(decoded.live).toBe(kvEntries(trace));
          expect(kvEntriesRead(decoded)).toBe(kvEntriesRead(trace));
        }),
        { numRuns: 8 },
      );
    });
  });

  test('is under top-k another text: alone, every token goes all the way', async () => {
    await withModel(MEMBERS.expert!, async (model) => {
      const ids = [...Array(12).keys()];
      const decoded = await decode(model, ids, Array(12).fill(1), 'topk');
      const { trace } = await analyze(model, { ids, rule: 'topk' });
      expect(decoded.depth).toEqual(ids.map(() => 3));
      expect([...trace.depth]).not.toEqual(decoded.depth);
      expect(decoded.live).toBeGreaterThan(kvEntries(trace));
    });
  });

  test('keeps in each layer pass the tokens that went there', async () => {
    const json = MEMBERS.expert!;
    await withModel(json, async (model) => {
      const { ids, ...written } = await writeGreedily(model, [84, 104, 101], 20);
      const { trace } = await analyze(model, { ids, rule: 'threshold' });
      const entries = (passes: Decoded['passes'], layer: number) =>
        passes.reduce((sum, pass) => sum + (pass.layer === layer ? pass.kvWritten : 0), 0);
      for (const { layer, recursion } of trace.passes) {
        const there = [...trace.depth].filter((depth) => depth >= (recursion ?? 1)).length;
        expect(entries(written.passes, layer)).toBe(there);
      }
    });
  });

  test.each(Object.entries(MEMBERS))('tells of every token which layers hold it: %s', async (_, json) => {
    await withModel(json, async (model) => {
      const { prompt, promptDepth, kvHeld, kvBytes, config, steps } = await write(model, {
        rule: 'threshold',
      });
      const read = steps.filter(({ depth }) => depth > 0);
      const held = kvHeld.map((positions) => [...positions]);
      const shared = config.kvCache === 'recursive_sharing';
      const live = () => {
        const slots = held.map(
          (positions, layer) => [shared ? storedLayer(config, layer) : layer, positions] as const,
        );
        const entries = [...new Map(slots).values()].reduce((sum, { length }) => sum + length, 0);
        return entries * kvEntryBytes(config, 4);
      };
      expect(live()).toBe(kvBytes);
      read.forEach((step, i) => {
        for (const layer of step.kvHeld) held[layer]!.push(prompt.length + i);
        expect(live()).toBe(step.kvBytes);
      });
      const depth = [...promptDepth, ...read.map((step) => step.depth)];
      const { trace } = await analyze(model, {
        ids: [...prompt, ...read.map(({ token }) => token)].map(({ id }) => id),
        rule: 'threshold',
      });
      expect(held).toEqual(
        trace.passes.map(({ recursion }) =>
          [...depth.keys()].filter((t) => shared || depth[t]! >= (recursion ?? 1)),
        ),
      );
    });
  });

  test('shares what the first recursion wrote', async () => {
    await withModel(MEMBERS['expert-shared']!, async (model) => {
      const { passes, live, allocated } = await writeGreedily(model, [84, 104, 101], 20);
      expect(passes.every(({ recursion, kvWritten }) => (recursion ?? 1) === 1 || kvWritten === 0)).toBe(
        true,
      );
      expect(live).toBe(4 * 20);
      expect(allocated).toBe(4 * model.config.maxPositionEmbeddings);
    });
  });
});

describe('writing', () => {
  test.each(Object.entries(MEMBERS))('costs what the full pass over the text costs: %s', async (_, json) => {
    await withModel(json, async (model) => {
      const { prompt, promptDepth, flops, kvBytes: promptBytes, steps } = await write(model);
      const ids = [...prompt.map(({ id }) => id), ...idsOf(steps)];
      const { trace } = await analyze(model, { ids, rule: 'threshold' });
      const { trace: before } = await analyze(model, { text: PROMPT, rule: 'threshold' });
      expect([...promptDepth, ...steps.map(({ depth }) => depth)]).toEqual([...trace.depth]);
      expect(flops).toBe(traceFlops(before, 'honest').total);
      expect(steps.reduce((sum, step) => sum + step.flops, flops)).toBe(traceFlops(trace, 'honest').total);
      expect(promptBytes).toBe(kvBytes(before, 4));
      expect(steps.at(-1)!.kvBytes).toBe(kvBytes(trace, 4));
      const read = steps.reduce((sum, { kvBytesRead }) => sum + kvBytesRead, 0);
      expect(read + kvBytesRead(before, 4)).toBe(kvBytesRead(trace, 4));
      expect(steps.every((step) => step.kvBytes <= step.kvBytesAllocated)).toBe(true);
      for (const [i, { depth, scores }] of steps.entries()) {
        const asked = trace.recursions.filter(({ candidates }) => candidates.includes(prompt.length + i));
        expect(scores).toHaveLength(model.config.routing.type === 'none' ? 0 : asked.length);
        expect(asked.length).toBeGreaterThanOrEqual(model.config.sharing === 'none' ? 0 : depth);
      }
    });
  });

  test('under a cache it was not trained with is the full pass under it', async () => {
    await withModel(MEMBERS.expert!, async (model) => {
      const kvCache = 'recursive_sharing';
      const { prompt, promptDepth, steps } = await write(model, { kvCache });
      const ids = [...prompt.map(({ id }) => id), ...idsOf(steps)];
      const { trace } = await analyze(model, { ids, rule: 'threshold', kvCache });
      expect([...promptDepth, ...steps.map(({ depth }) => depth)]).toEqual([...trace.depth]);
      expect(steps.at(-1)!.kvBytes).toBe(kvBytes(trace, 4));
      expect(steps.at(-1)!.kvBytesAllocated).toBeLessThan(
        (await write(model)).steps.at(-1)!.kvBytesAllocated,
      );
    });
    await withModel(MEMBERS.vanilla!, async (model) => {
      const wrong = Writing.begin(model, { ...GREEDY, kvCache: 'recursive_sharing' });
      await expect(wrong).rejects.toMatchObject({ code: 'E-CONFIG' });
    });
  });

  test('tells what else was likely, before temperature and cuts', async () => {
    await withModel(MEMBERS.expert!, async (model) => {
      const { steps } = await write(model, { temperature: 2, topK: 3 });
      const { trace } = await analyze(model, { text: PROMPT, rule: 'threshold', readouts: true });
      const { ids, probabilities, k } = trace.readouts.at(-1)!;
      const { alternatives } = steps[0]!;
      expect(alternatives.map(({ token }) => token.id)).toEqual([...ids.slice(-k)]);
      alternatives.forEach(({ probability }, i) => {
        expect(probability).toBeCloseTo(probabilities.slice(-k)[i]!, 5);
      });
      for (const { token, alternatives, probability } of steps) {
        const found = alternatives.slice(0, 3).find((each) => each.token.id === token.id);
        expect(found?.probability).toBeCloseTo(probability, 12);
      }
    });
  });

  test('with a seed is the same again, with another seed another', async () => {
    await withModel(MEMBERS.vanilla!, async (model) => {
      const text = async (seed: number) => idsOf((await write(model, { temperature: 1, seed }, 20)).steps);
      expect(await text(5)).toEqual(await text(5));
      expect(await text(5)).not.toEqual(await text(6));
    });
  });

  test('ends where the context is full, with the last token read', async () => {
    await withModel(MEMBERS.expert!, async (model) => {
      const { steps } = await write(model, {}, 100);
      expect(steps).toHaveLength(model.config.maxPositionEmbeddings - PROMPT.length);
      expect(steps.slice(0, -1).every(({ end }) => end === null)).toBe(true);
      expect(steps.at(-1)).toMatchObject({ end: 'context-full', depth: expect.any(Number) });
      expect(steps.at(-1)!.depth).toBeGreaterThan(0);
    });
  });

  test('ends at the end of the text, which is not read', async () => {
    const second = await withModel(MEMBERS.expert!, async (model) => idsOf((await write(model)).steps)[1]!);
    await withModel(
      MEMBERS.expert!,
      async (model) => {
        const { steps } = await write(model);
        const last = steps.at(-1)!;
        expect(last.token.id).toBe(second);
        expect(last).toMatchObject({ end: 'end-of-text', depth: 0, scores: [], flops: 0, kvBytesRead: 0 });
        expect(last.kvBytes).toBe(steps.at(-2)?.kvBytes);
      },
      second,
    );
  });

  test('of nothing begins after the end of a text', async () => {
    await withModel(
      MEMBERS.vanilla!,
      async (model) => {
        const { prompt, promptDepth } = await write(model, { text: '' }, 1);
        expect(prompt.map(({ id }) => id)).toEqual([0]);
        expect(promptDepth).toHaveLength(1);
      },
      0,
    );
  });

  test('of nothing is refused where the vocabulary has no end of a text', async () => {
    await withModel(MEMBERS.vanilla!, async (model) => {
      await expect(Writing.begin(model, { ...GREEDY, text: '' })).rejects.toMatchObject({
        code: 'E-TEXT-EMPTY',
      });
    });
  });

  test.each([
    ['E-CONTEXT', { text: 'x'.repeat(48) }],
    ['E-INPUT', { topP: 2 }],
    ['E-INPUT', { continued: { prompt: [{ id: 256, text: '?' }], written: [], draws: 0 } }],
  ])('is refused with %s for %j', async (code, wrong) => {
    await withModel(MEMBERS.vanilla!, async (model) => {
      const before = tf.memory().numTensors;
      await expect(Writing.begin(model, { ...GREEDY, ...wrong })).rejects.toMatchObject({ code });
      expect(tf.memory().numTensors).toBe(before);
    });
  });

  test('goes nowhere after its end', async () => {
    await withModel(MEMBERS.vanilla!, async (model) => {
      const { writing } = await Writing.begin(model, GREEDY);
      writing.dispose();
      await expect(writing.next()).rejects.toMatchObject({ code: 'E-INPUT' });
    });
  });
});

describe('going on', () => {
  const drawn = { ...GREEDY, temperature: 1, seed: 5 };
  const rules = ['threshold', 'topk'] as const;
  const members = Object.keys(MEMBERS).flatMap((member) => rules.map((rule) => [member, rule] as const));

  test.each(members)('after a break is writing on without one: %s, %s', async (member, rule) => {
    await withModel(MEMBERS[member]!, async (model) => {
      const whole = await write(model, { ...drawn, rule }, 9);
      for (const broken of [0, 1, 4, 8]) {
        const before = whole.steps.slice(0, broken);
        const continued = { prompt: whole.prompt, written: before.map(({ token }) => token), draws: broken };
        const { steps, ...begun } = await write(model, { ...drawn, rule, continued }, 9 - broken);
        expect(begun.prompt).toEqual([...whole.prompt, ...before.map(({ token }) => token)]);
        expect([...begun.promptDepth]).toEqual([...whole.promptDepth, ...before.map(({ depth }) => depth)]);
        expect(begun.flops).toBe(before.reduce((sum, { flops }) => sum + flops, whole.flops));
        expect(begun.kvBytes).toBe(before.at(-1)?.kvBytes ?? whole.kvBytes);
        for (const [i, step] of steps.entries()) {
          const { ms: _, probability, alternatives: __, scores, ...same } = whole.steps[broken + i]!;
          expect(step).toMatchObject(same);
          expect(step.probability).toBeCloseTo(probability, 4);
          expect(largestDifference(Float32Array.from(step.scores), Float32Array.from(scores))).toBeLessThan(
            1e-3,
          );
        }
      }
    });
  });

  test('slides where the text leaves no room: its newest half a context is a prompt like another', async () => {
    await withModel(MEMBERS.expert!, async (model) => {
      const text = 'a longer text than the model can hold, by a few of its words';
      const slid = await write(model, { text, slide: true });
      expect(slid.dropped.map((token) => token.text).join('')).toBe(text.slice(0, -24));
      const newest = await write(model, { text: text.slice(-24) });
      expect(idsOf(slid.steps)).toEqual(idsOf(newest.steps));
      expect(slid.flops).toBe(newest.flops);
      expect((await write(model, { slide: true })).dropped).toEqual([]);
    });
  });

  test('slides from a full context, and draws as it would have drawn', async () => {
    await withModel(MEMBERS.expert!, async (model) => {
      const full = await write(model, drawn, 100);
      expect(full.steps.at(-1)!.end).toBe('context-full');
      const tokens = [...full.prompt, ...full.steps.map(({ token }) => token)];
      const continued = { prompt: tokens, written: [], draws: full.steps.length };
      const slid = await write(model, { ...drawn, continued, slide: true }, 100);
      expect([...slid.dropped, ...slid.prompt]).toEqual(tokens);
      expect(slid.prompt).toHaveLength(24);
      expect(slid.steps).toHaveLength(24);
      const { trace } = await analyze(model, {
        ids: [...slid.prompt, ...slid.steps.map(({ token }) => token)].map(({ id }) => id),
        rule: 'threshold',
      });
      expect([...slid.promptDepth, ...slid.steps.map(({ depth }) => depth)]).toEqual([...trace.depth]);
    });
  });
});

describe('memory', () => {
  test.each(Object.entries(MEMBERS))('%s: constant while it writes, and all given back', async (_, json) => {
    await withModel(json, async (model) => {
      const before = tf.memory();
      for (let i = 0; i < 20; i++) {
        const { writing } = await Writing.begin(model, { ...GREEDY, temperature: 1, seed: i });
        const { numTensors, numBytes } = tf.memory();
        for (let token = 0; token < 3; token++) {
          await writing.next();
          expect(tf.memory()).toMatchObject({ numTensors, numBytes });
        }
        writing.dispose();
      }
      expect(tf.memory()).toMatchObject({ numTensors: before.numTensors, numBytes: before.numBytes });
    });
  });

  test('what fails in the middle gives back what it held, and the text is over', async () => {
    await withModel(MEMBERS.expert!, async (model) => {
      const before = tf.memory().numTensors;
      const { writing } = await Writing.begin(model, GREEDY);
      const broken = new Error('the device is gone');
      const weights = {
        ...model.weights,
        get head(): never {
          throw broken;
        },
      };
      Object.assign(model, { weights });
      await expect(writing.next()).rejects.toBe(broken);
      await expect(writing.next()).rejects.toMatchObject({ code: 'E-INPUT' });
      expect(tf.memory().numTensors).toBe(before);
    });
  });
});
