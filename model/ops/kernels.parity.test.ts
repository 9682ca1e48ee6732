import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ActiveTokens, Stretch } from '../active-tokens';
import { openBackend } from '../backend';
import { type ModelConfig, parseConfig } from '../config';
import { entering } from '../layers';
import type { Dtype } from '../safetensors';
import { largestDifference } from '../testing/parity';
import { randomArray } from '../testing/random-array';
import { SMALL } from '../testing/random-model';
import { withWebGpu } from '../testing/webgpu';
import { addProduct } from './add-product';
import { attend } from './attention';
import { keysValues } from './keys-values';
import { lookUp } from './look-up';
import { type Matrix, type MatrixOptions, uploadMatrix } from './matrix';
import { type Merging, merge, mergeOnDevice } from './merge';
import { queries } from './queries';
import { headLogits } from './read-out';
import { Normed } from './rms-norm';
import { type Rule, select, selectOnDevice } from './select';
import { swiglu } from './swiglu';

const TOLERANCE = 1e-4;

beforeAll(async () => {
  await openBackend('cpu');
});
withWebGpu();

/** A layer of any shape, and some tokens of a stretch of any length. */
interface Case {
  readonly config: ModelConfig;
  readonly start: number;
  readonly length: number;
  /** Rows of those that take part, ascending. */
  readonly rows: readonly number[];
  /** As a file would hold the weights. */
  readonly dtype: Dtype;
  readonly seed: number;
}

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    half: fc.integer({ min: 1, max: 20 }),
    kvHeads: fc.integer({ min: 1, max: 3 }),
    group: fc.integer({ min: 1, max: 3 }),
    intermediate: fc.integer({ min: 1, max: 45 }),
    vocab: fc.integer({ min: 1, max: 75 }),
    start: fc.integer({ min: 0, max: 9 }),
    // Below and above the few rows that have a form of their own, and beyond one tile.
    length: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 30, max: 75 })),
    share: fc.constantFrom(0.1, 0.5, 1),
    dtype: fc.constantFrom<Dtype>('F32', 'F16', 'BF16', 'I8'),
    seed: fc.integer({ min: 1, max: 1e6 }),
  })
  .map(({ half, kvHeads, group, intermediate, vocab, start, length, share, dtype, seed }) => {
    const next = random(seed);
    const rows = Array.from({ length }, (_, row) => row).filter(() => (next() + 1) / 2 < share);
    return {
      config: parseConfig({
        ...SMALL,
        hidden_size: 2 * half * kvHeads * group,
        num_attention_heads: kvHeads * group,
        num_key_value_heads: kvHeads,
        intermediate_size: intermediate,
        vocab_size: vocab,
      }),
      start,
      length,
      rows: rows.length > 0 ? rows : [length - 1],
      dtype,
      seed,
    };
  });

/** In [-1, 1). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** Numbers that both forms are given: the same for the same seed. */
type Draw = (...shape: number[]) => tf.Tensor;

interface Setting extends Case {
  readonly draw: Draw;
  matrix(rows: number, columns: number, options?: MatrixOptions): Matrix;
  readonly stretch: Stretch;
  readonly tokens: ActiveTokens;
  /** (length, hiddenSize) */
  readonly states: tf.Tensor2D;
  normed(x: tf.Tensor2D): Normed;
}

/** What a backend makes of a case; tensors are given back. */
async function on(name: 'cpu' | 'webgpu', given: Case, run: (setting: Setting) => tf.Tensor[]) {
  await tf.setBackend(name);
  const next = random(given.seed);
  const { config, start, length, rows } = given;
  const draw: Draw = (...shape) =>
    tf.tensor(Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, next), shape);
  const before = tf.memory().numTensors;
  const stretch = new Stretch(config, start, length);
  const outs = tf.tidy(() => {
    const tokens = stretch.at(Int32Array.from(rows, (row) => start + row));
    const states = draw(length, config.hiddenSize) as tf.Tensor2D;
    const normed = (x: tf.Tensor2D) =>
      new Normed(x, draw(config.hiddenSize) as tf.Tensor1D, config.rmsNormEps, tf.scalar(config.rmsNormEps));
    const matrix = (inner: number, columns: number, options?: MatrixOptions) =>
      uploadMatrix(randomArray(given.dtype, [columns, inner], next), options);
    return run({ ...given, draw, matrix, stretch, tokens, states, normed });
  });
  const values = await Promise.all(outs.map((out) => out.data<'float32'>()));
  tf.dispose(outs);
  stretch.dispose();
  expect(tf.memory().numTensors).toBe(before);
  return values;
}

async function holdEqual(given: Case, run: (setting: Setting) => tf.Tensor[]): Promise<void> {
  const plain = await on('cpu', given, run);
  const kernel = await on('webgpu', given, run);
  plain.forEach((values, i) => {
    expect(largestDifference(kernel[i]!, values)).toBeLessThan(TOLERANCE);
  });
}

describe('a kernel gives what its plain form gives', () => {
  const property = (run: (setting: Setting) => tf.Tensor[]) =>
    fc.assert(
      fc.asyncProperty(anyCase, (given) => holdEqual(given, run)),
      { numRuns: 12 },
    );

  test('queries', () =>
    property(({ config, matrix, tokens, states, normed }) => {
      const { hiddenSize, numAttentionHeads, headDim } = config;
      const x = normed(entering(states, tokens));
      const weight = matrix(hiddenSize, hiddenSize, { factor: headDim ** -0.5, rotated: headDim });
      return [queries(x, weight, numAttentionHeads, tokens)];
    }));

  test('keys and values', () =>
    property(({ config, matrix, tokens, states, normed }) => {
      const { hiddenSize, numKeyValueHeads, headDim } = config;
      const x = normed(entering(states, tokens));
      const columns = numKeyValueHeads * headDim;
      const key = matrix(hiddenSize, columns, { rotated: headDim });
      const value = matrix(hiddenSize, columns);
      const { keys, values } = keysValues(x, { key, value }, numKeyValueHeads, tokens);
      return [keys, values];
    }));

  test('attention, over their own keys, all keys and a roll with free rows', () =>
    property(({ config, draw, stretch, tokens }) => {
      const { numAttentionHeads, numKeyValueHeads, headDim } = config;
      const { everyone } = stretch;
      const roll = { positions: everyone.positions, rows: everyone.room + 3 };
      const q = draw(tokens.room, numAttentionHeads, headDim) as tf.Tensor3D;
      return [tokens, everyone, roll].map((keyTokens) => {
        const keys = draw(numKeyValueHeads, headDim, keyTokens.rows) as tf.Tensor3D;
        const values = draw(numKeyValueHeads, keyTokens.rows, headDim) as tf.Tensor3D;
        return attend(q, { keys, values, tokens: keyTokens }, tokens);
      });
    }));

  test('a product added to the states', () =>
    property(({ config, draw, matrix, tokens, states }) => {
      const { intermediateSize, hiddenSize } = config;
      const x = draw(tokens.room, intermediateSize) as tf.Tensor2D;
      const weight = matrix(intermediateSize, hiddenSize);
      return [rowsOut(addProduct(entering(states, tokens), x, weight, tokens), tokens)];
    }));

  test('SwiGLU', () =>
    property(({ config, matrix, tokens, states, normed }) => {
      const { hiddenSize, intermediateSize } = config;
      const gate = matrix(hiddenSize, intermediateSize);
      const up = matrix(hiddenSize, intermediateSize);
      return [swiglu(normed(entering(states, tokens)), { gate, up }, tokens)];
    }));

  test('the head', () =>
    property(({ config, matrix, states, normed }) => [
      headLogits(normed(states), matrix(config.hiddenSize, config.vocabSize)),
    ]));

  test('looking tokens up', () =>
    property(({ config, matrix, length }) => {
      const ids = Int32Array.from({ length }, (_, t) => (t * 31) % config.vocabSize);
      return [lookUp(ids, matrix(config.hiddenSize, config.vocabSize))];
    }));

  const anyMerging: fc.Arbitrary<Merging> = fc.oneof(
    fc.record({
      kind: fc.constant('added' as const),
      activation: fc.constantFrom('sigmoid', 'tanh', 'none'),
      alpha: fc.constantFrom(0.1, 1),
    }),
    fc.constant({ kind: 'ungated' as const }),
    fc.record({
      kind: fc.constant('chosen' as const),
      activation: fc.constantFrom('sigmoid', 'softmax'),
      alpha: fc.constantFrom(0.1, 1),
      column: fc.integer({ min: 0, max: 2 }),
      gated: fc.constantFrom('choosers', 'all', 'nobody'),
    }),
  );

  test('merging, by logits on the host and on the device', () =>
    fc.assert(
      fc.asyncProperty(anyCase, anyMerging, async (given, merging) => {
        const outputs = merging.kind === 'chosen' ? 3 : 1;
        const next = random(given.seed + 1);
        const logits = Float32Array.from({ length: given.length * outputs }, () => 4 * next());
        const own = {
          values: Float32Array.from(
            given.rows.flatMap((row) => [...logits.subarray(row * outputs, (row + 1) * outputs)]),
          ),
          outputs,
        };
        const passed = ({ draw, config, tokens, states }: Setting) => {
          const after = draw(given.length, config.hiddenSize) as tf.Tensor2D;
          const first = draw(given.length, config.hiddenSize) as tf.Tensor2D;
          return {
            tokens,
            before: states,
            entered: entering(states, tokens),
            after: entering(after, tokens),
            first,
          };
        };
        await holdEqual(given, (setting) => [merge(passed(setting), own, merging)]);
        const [plain] = await on('cpu', given, (setting) => [merge(passed(setting), own, merging)]);
        const [kernel] = await on('webgpu', given, (setting) => [
          mergeOnDevice(passed(setting), tf.tensor2d(logits, [given.length, outputs]), merging),
        ]);
        expect(largestDifference(kernel!, plain!)).toBeLessThan(TOLERANCE);
      }),
      { numRuns: 20 },
    ));

  test('selecting, ties and long texts included', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 700 }),
        fc.constantFrom('positive' as const, 'largest' as const, 'reaching' as const),
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 1e6 }),
        async (length, kind, number, seed) => {
          const next = random(seed);
          const outputs = kind === 'reaching' ? 3 : 1;
          // Halves, so that there are equals.
          const values = Float32Array.from({ length: length * outputs }, () => Math.round(6 * next()) / 2);
          const rule: Rule =
            kind === 'positive'
              ? { kind }
              : kind === 'largest'
                ? { kind, count: number }
                : { kind, column: number % 3 };
          const rows = Array.from({ length }, (_, row) => row).filter(() => next() < 0.5);
          await tf.setBackend('webgpu');
          const stretch = new Stretch(parseConfig(SMALL), 5, length);
          const candidates = stretch.at(Int32Array.from(rows, (row) => row + 5));
          const logits = tf.tensor2d(values, [length, outputs]);
          const chosen = selectOnDevice(logits, candidates, rule);
          await chosen.read();
          const own = rows.flatMap((row) => [...values.subarray(row * outputs, (row + 1) * outputs)]);
          const kept = select({ values: Float32Array.from(own), outputs }, rule);
          expect([...chosen.positions]).toEqual([...kept].map((place) => rows[place]! + 5));
          expect(chosen.room).toBeGreaterThanOrEqual(kept.length);
          logits.dispose();
          stretch.dispose();
        },
      ),
      { numRuns: 40 },
    ));
});

/** The rows of those who take part, of what layers gave. */
function rowsOut(x: tf.Tensor2D, tokens: ActiveTokens): tf.Tensor2D {
  return x.shape[0] === tokens.room ? x : tokens.of(x);
}
