import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ModelConfig, parseConfig } from '../../config';
import { routerHidden } from '../../parameters';
import { openRowRouting, type Verdict } from '../../rows/row-routing';
import type { Dtype } from '../../safetensors';
import { partAt, runProgram, tellTokens } from '../../testing/decode-kernels';
import { largestDifference } from '../../testing/parity';
import { randomArray } from '../../testing/random-array';
import { MEMBERS } from '../../testing/random-model';
import { withWebGpu } from '../../testing/webgpu';
import { uploadMatrix } from '../matrix';
import { route } from './route';
import { answersEach, enterRows, NO_ROUTER, settleRows, WAY_WORDS } from './settle';
import { type DecodeShape, decodeShape, STATE } from './shape';
import { storeEntries, storeGroups } from './store';

const TOLERANCE = 1e-4;
const CAPACITY = 12;
const NONE = new Float32Array(0);

withWebGpu();

interface Case {
  readonly config: ModelConfig;
  /** Every token goes all the way. */
  readonly all: boolean;
  readonly software: boolean;
  readonly dtype: Dtype;
  readonly tokens: number;
  readonly seed: number;
}

const ROUTED = ['expert', 'expert-mlp', 'token', 'token-shared', 'random'];

/** Members of any width, gated in any way. */
const anyCase: fc.Arbitrary<Case> = fc
  .record({
    member: fc.constantFrom(...ROUTED),
    hidden: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 250, max: 270 })),
    heads: fc.record({ kvHeads: fc.integer({ min: 1, max: 3 }), half: fc.integer({ min: 1, max: 9 }) }),
    vocab: fc.integer({ min: 1, max: 60 }),
    gating: fc.constantFrom('weighted', 'additive'),
    tanh: fc.boolean(),
    softmax: fc.boolean(),
    every: fc.boolean(),
    all: fc.boolean(),
    software: fc.boolean(),
    dtype: fc.constantFrom<Dtype>('F32', 'F16', 'I8'),
    tokens: fc.integer({ min: 1, max: 6 }),
    seed: fc.integer({ min: 1, max: 1e6 }),
  })
  .map(({ member, hidden, heads, vocab, gating, tanh, softmax, every, all, ...rest }) => {
    const { routing, ...json } = MEMBERS[member]! as { routing: { type: string } };
    const activation = { expert: tanh ? 'tanh' : 'sigmoid', token: softmax ? 'softmax' : 'sigmoid' };
    const { type } = routing;
    return {
      ...rest,
      all: all && type !== 'token',
      config: parseConfig({
        ...json,
        hidden_size: hidden,
        num_attention_heads: heads.kvHeads,
        num_key_value_heads: heads.kvHeads,
        head_dim: 2 * heads.half,
        vocab_size: vocab,
        routing: {
          ...routing,
          gating,
          ...(type in activation ? { activation: activation[type as keyof typeof activation] } : {}),
          ...(type === 'token' ? { gate_every_recursion: every } : {}),
        },
      }),
    };
  });

function property(
  run: (given: Case, shape: DecodeShape, next: () => number) => Promise<void>,
  numRuns: number,
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(anyCase, async (given) => {
      let state = given.seed;
      await run(given, decodeShape(given.config, CAPACITY, given.software), () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 31 - 1;
      });
    }),
    { numRuns },
  );
}

/** Matrices (in, out) one after another, and what they make of a state. */
interface Router {
  readonly numbers: Float32Array<ArrayBuffer>;
  logits(state: ArrayLike<number>): Float32Array;
}

function randomRouter(config: ModelConfig, outputs: number, next: () => number): Router {
  const hidden = routerHidden(config);
  const shapes =
    hidden === null
      ? [[config.hiddenSize, outputs]]
      : [
          [config.hiddenSize, hidden],
          [hidden, outputs],
        ];
  const matrices = shapes.map(([rows, columns]) => ({
    columns: columns!,
    numbers: Float32Array.from({ length: rows! * columns! }, next),
  }));
  return {
    numbers: Float32Array.from(matrices.flatMap(({ numbers }) => [...numbers])),
    logits: (state) =>
      Float32Array.from(
        matrices.reduce<number[]>((x, { columns, numbers }, layer) => {
          const input = layer === 0 ? x : x.map(gelu);
          return Array.from({ length: columns }, (_, column) =>
            input.reduce((sum, value, row) => sum + value * numbers[row * columns + column]!, 0),
          );
        }, Array.from(state)),
      ),
  };
}

/** x * Phi(x) by the midpoint rule. */
function gelu(x: number): number {
  const STEPS = 400;
  let area = 0;
  for (let i = 0; i < STEPS; i++) area += Math.exp((((i + 0.5) * x) / STEPS) ** 2 / -2);
  return x * (0.5 + ((area / STEPS) * x) / Math.sqrt(2 * Math.PI));
}

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(largestDifference(found, expected)).toBeLessThan(TOLERANCE);
}

test('a token of a recording is merged, asked and gated as its routing says, through all recursions', () =>
  property(async ({ config, all }, shape, next) => {
    const { numRecursions, hiddenSize, routing } = config;
    const outputs = routing.type === 'token' ? numRecursions : 1;
    const routers = Array.from({ length: numRecursions }, () => randomRouter(config, outputs, next));
    const auxRouters = routers.map(() => randomRouter(config, 1, next));
    const [each, eachAux] = [routers[0]!.numbers.length, auxRouters[0]!.numbers.length];
    const numbers = Float32Array.from([...routers, ...auxRouters].flatMap(({ numbers }) => [...numbers]));
    const definition = openRowRouting(config);
    const at = { H: partAt(shape, 'H'), BEFORE: partAt(shape, 'BEFORE'), FIRST: partAt(shape, 'FIRST') };
    const position = Math.floor((next() + 1) * 50);

    let work = Float32Array.from({ length: shape.words.work }, next);
    let state = new Uint32Array(shape.words.state);
    state[STATE.going] = 1;
    state[STATE.counts] = position;
    let result = new Float32Array(shape.words.result);
    let verdict: Verdict | null = null;
    let first = NONE;
    let before = NONE;
    let depth = 0;
    for (let recursion = 1; recursion <= numRecursions + 1; recursion++) {
      const asked = Math.min(recursion, numRecursions) - 1;
      const router = routing.type === 'token' ? 0 : asked;
      const last = recursion > numRecursions;
      const auxiliary = routing.auxRouter && !all && recursion > 1 && !last;
      const place = Uint32Array.of(
        recursion,
        all ? 1 : 0,
        router * each,
        numRecursions * each + asked * eachAux,
      );
      const bound = [{ uniform: place }, state, work, result];
      const [told, after, said] = await runProgram(
        route(shape, auxiliary),
        routing.type === 'random' ? bound : [...bound, numbers],
        [1],
        [state, work, result],
      );

      const came = recursion === 1 || depth === recursion - 1;
      let h = work.slice(at.H, at.H + hiddenSize);
      if (came && verdict) {
        const base = definition.base === 'first' ? first : before;
        const { keep, gate } = verdict;
        h = h.map((value, i) => keep * base[i]! + gate * value);
      }
      expectClose(after!.slice(at.H, at.H + hiddenSize), h);
      if (recursion === 1) first = h;
      before = h;
      if (came && !last) {
        verdict = definition.decide({
          row: 0,
          position,
          recursion,
          logits: definition.asks === 'none' ? NONE : routers[router]!.logits(h),
          auxLogits: auxiliary ? auxRouters[asked]!.logits(h) : NONE,
        });
        expectClose([said!.at(recursion - 1 - numRecursions)!], [verdict.score]);
        if (verdict.goesOn || all) depth = recursion;
      }
      state = new Uint32Array(told!.buffer as ArrayBuffer);
      if (!last) expect(state[STATE.going]).toBe(depth === recursion ? 1 : 0);
      expect(state[STATE.depth]).toBe(depth);
      // The block makes something of it.
      work = Float32Array.from(after!);
      if (depth === recursion) for (let i = 0; i < hiddenSize; i++) work[at.H + i] = next();
      result = Float32Array.from(said!);
    }
  }, 25));

test('rows between two recursions are merged as they are told, and asked', () =>
  property(async ({ config, tokens }, shape, next) => {
    const { hiddenSize, routing } = config;
    const each = answersEach(shape);
    const asks = routing.type !== 'random';
    const routers = [randomRouter(config, each - 1, next), randomRouter(config, 1, next)] as const;
    const numbers = Float32Array.from(routers.flatMap(({ numbers }) => [...numbers]));
    const rows = Array.from({ length: tokens }, (_, i) => ({
      position: i,
      length: i + 1,
      block: 0,
      writes: true,
    }));
    const ways = rows.map(() => ({
      entering: next() < 0,
      keep: Math.fround(next()),
      gate: Math.fround(next()),
      asked: asks && next() < 0.5,
      askedToo: asks && next() < 0.5,
    }));
    const words = new Uint32Array(tokens * WAY_WORDS);
    ways.forEach(({ entering, keep, gate, asked, askedToo }, i) => {
      const [router, auxiliary] = [asked ? 0 : NO_ROUTER, askedToo ? routers[0].numbers.length : NO_ROUTER];
      words.set([0, entering ? 1 : 0, 0, 0, router, auxiliary], i * WAY_WORDS);
      new Float32Array(words.buffer).set([keep, gate], i * WAY_WORDS + 2);
    });
    const work = Float32Array.from({ length: tokens * shape.words.work }, next);
    const answers = Float32Array.from({ length: tokens * each }, next);
    const { told } = tellTokens(shape, true, rows);
    const [after, said] = await runProgram(
      settleRows(shape),
      [...told, work, words, ...(asks ? [numbers, answers] : [])],
      [tokens],
      asks ? [work, answers] : [work],
    );
    ways.forEach(({ entering, keep, gate, asked, askedToo }, i) => {
      const part = (of: Float32Array, name: string) => {
        const at = i * shape.words.work + partAt(shape, name);
        return of.slice(at, at + hiddenSize);
      };
      const base = part(work, routing.type === 'token' ? 'FIRST' : 'BEFORE');
      const entered = part(work, 'H');
      const h = entering ? entered : entered.map((value, d) => keep * base[d]! + gate * value);
      expectClose(part(after!, 'H'), h);
      expectClose(part(after!, 'BEFORE'), h);
      if (entering) expectClose(part(after!, 'FIRST'), h);
      const expected = answers.slice(i * each, (i + 1) * each);
      if (asked) expected.set(routers[0].logits(h));
      if (askedToo) expected.set(routers[1].logits(h), each - 1);
      if (asks) expectClose(said!.slice(i * each, (i + 1) * each), expected);
    });
  }, 25));

test('tokens enter with their embeddings', () =>
  property(async ({ config, dtype, tokens }, shape, next) => {
    const { hiddenSize, vocabSize } = config;
    const array = randomArray(dtype, [vocabSize, hiddenSize], next);
    const embedding = uploadMatrix(array);
    const rows = Array.from({ length: tokens }, (_, i) => ({
      position: i,
      length: i + 1,
      block: 0,
      writes: true,
    }));
    const ids = rows.map((_, i) => (i * 31) % vocabSize);
    const words = new Uint32Array(tokens * WAY_WORDS);
    ids.forEach((id, i) => {
      words[i * WAY_WORDS] = id;
    });
    const work = new Float32Array(tokens * shape.words.work);
    const { told } = tellTokens(shape, true, rows);
    const [after] = await runProgram(
      enterRows(shape, embedding),
      [...told, work, words, embedding],
      [tokens],
      [work],
    );
    embedding.tensor.dispose();
    ids.forEach((id, i) => {
      const at = i * shape.words.work + partAt(shape, 'H');
      const expected = array.data.slice(id * hiddenSize, (id + 1) * hiddenSize);
      expectClose(after!.slice(at, at + hiddenSize), expected);
    });
  }, 15));

test('entries of many tokens come into the next rows of their slot', () =>
  property(async ({ config, tokens }, shape, next) => {
    const { numKeyValueHeads: heads, headDim } = config;
    const size = heads * headDim;
    const [slot, first] = [shape.words.slot, Math.floor((next() + 1) * 3)];
    const keys = Float32Array.from({ length: size * tokens }, next);
    const values = Float32Array.from({ length: size * tokens }, next);
    const kv = Float32Array.from({ length: 2 * slot }, next);
    const place = { uniform: Uint32Array.of(slot, first, tokens, 0) };
    const [after] = await runProgram(
      storeEntries(shape),
      [keys, values, kv, place],
      [storeGroups(shape, tokens)],
      [kv],
    );
    const expected = kv.slice();
    for (let token = 0; token < tokens; token++) {
      for (let column = 0; column < size; column++) {
        const [head, d] = [Math.floor(column / headDim), column % headDim];
        const at = slot + (first + token) * size + column;
        expected[at] = keys[(head * headDim + d) * tokens + token]!;
        expected[at + CAPACITY * size] = values[(head * tokens + token) * headDim + d]!;
      }
    }
    expect(after).toEqual(expected);
  }, 15));
