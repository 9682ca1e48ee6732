import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ModelConfig, parseConfig } from '../../config';
import type { Dtype, NamedArray } from '../../safetensors';
import { partAt, runProgram, type TestToken, tellTokens } from '../../testing/decode-kernels';
import { largestDifference } from '../../testing/parity';
import { randomArray } from '../../testing/random-array';
import { SMALL } from '../../testing/random-model';
import { withWebGpu } from '../../testing/webgpu';
import type { LayerWeights } from '../../weights';
import { type Matrix, type MatrixOptions, uploadMatrix } from '../matrix';
import { quadCount } from '../matrix.wgsl';
import { attend } from './attend';
import { productGroups } from './columns';
import { closeMlp, openMlp, projectedQuads, projectOutput, projectQkv, readOutLogits } from './project';
import { rotationTable } from './rotation';
import { type DecodeShape, decodeShape, SPLIT_KEYS } from './shape';

const TOLERANCE = 1e-4;
const CAPACITY = SPLIT_KEYS + 20;

withWebGpu();

/** A layer of any shape and some tokens on their way through it. */
interface Case {
  readonly config: ModelConfig;
  readonly dtype: Dtype;
  /** Whether the kernels are those for a software adapter. */
  readonly software: boolean;
  /** Told of as a row engine does; else there is one. */
  readonly many: boolean;
  readonly tokens: readonly TestToken[];
  readonly seed: number;
}

const lengths = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: SPLIT_KEYS - 2, max: SPLIT_KEYS + 6 })),
  { minLength: 1, maxLength: 11 },
);

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    hidden: fc.integer({ min: 1, max: 40 }),
    half: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(35)),
    kvHeads: fc.integer({ min: 1, max: 3 }),
    group: fc.integer({ min: 1, max: 3 }),
    intermediate: fc.integer({ min: 1, max: 70 }),
    vocab: fc.integer({ min: 1, max: 150 }),
    dtype: fc.constantFrom<Dtype>('F32', 'F16', 'BF16', 'I8'),
    software: fc.boolean(),
    many: fc.boolean(),
    lengths,
    seed: fc.integer({ min: 1, max: 1e6 }),
  })
  .map(({ hidden, half, kvHeads, group, intermediate, vocab, lengths, ...rest }) => {
    const slot = 2 * CAPACITY * kvHeads * 2 * half;
    return {
      ...rest,
      config: parseConfig({
        ...SMALL,
        hidden_size: hidden,
        head_dim: 2 * half,
        num_attention_heads: kvHeads * group,
        num_key_value_heads: kvHeads,
        intermediate_size: intermediate,
        vocab_size: vocab,
        max_position_embeddings: CAPACITY,
      }),
      // Each in a text of its own; a recording writes always.
      tokens: lengths.slice(0, rest.many ? undefined : 1).map((length, i) => ({
        length,
        position: Math.min(CAPACITY - 1, length + i),
        block: i * slot,
        writes: !rest.many || i % 3 !== 2,
      })),
    };
  });

/** A case with numbers for it. */
interface Setting extends Case {
  readonly shape: DecodeShape;
  readonly told: ReturnType<typeof tellTokens>;
  /** Of every token. */
  readonly work: Float32Array<ArrayBuffer>;
  draw(length: number): Float32Array<ArrayBuffer>;
  array(rows: number, columns: number): NamedArray;
  upload(array: NamedArray, options?: MatrixOptions): Matrix;
  /** A token's part of the activations. */
  part(of: Float32Array, token: number, name: string, length: number): Float32Array;
}

function property(run: (setting: Setting) => Promise<void>, numRuns = 12): Promise<void> {
  return fc.assert(
    fc.asyncProperty(anyCase, async (given) => {
      let state = given.seed;
      const next = () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 31 - 1;
      };
      const shape = decodeShape(given.config, CAPACITY, given.software);
      const draw = (length: number) => Float32Array.from({ length }, next);
      const uploaded: Matrix[] = [];
      await run({
        ...given,
        shape,
        draw,
        told: tellTokens(shape, given.many, given.tokens),
        work: draw(shape.words.work * given.tokens.length),
        array: (rows, columns) => randomArray(given.dtype, [columns, rows], next),
        upload(array, options) {
          const matrix = uploadMatrix(array, options);
          uploaded.push(matrix);
          return matrix;
        },
        part(of, token, name, length) {
          const at = token * shape.words.work + partAt(shape, name);
          return of.slice(at, at + length);
        },
      });
      for (const { tensor } of uploaded) tensor.dispose();
    }),
    { numRuns },
  );
}

/** x times an array (columns, rows), in float64. */
function product(x: ArrayLike<number>, { shape, data }: NamedArray): number[] {
  const [columns, rows] = shape as [number, number];
  return Array.from({ length: columns }, (_, column) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += x[row]! * data[column * rows + row]!;
    return sum;
  });
}

function normed(x: Float32Array, weight: Float32Array, epsilon: number): number[] {
  const mean = x.reduce((sum, value) => sum + value * value, 0) / x.length;
  return Array.from(x, (value, i) => (value / Math.sqrt(mean + epsilon)) * weight[i]!);
}

function added(x: ArrayLike<number>, y: ArrayLike<number>): number[] {
  return Array.from(x, (value, i) => value + y[i]!);
}

function groupsOf({ shape, tokens, told }: Setting, quads: number) {
  return productGroups(quads, tokens.length, shape.lanes, told.tokens);
}

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(largestDifference(found, expected)).toBeLessThan(TOLERANCE);
}

/** A program of a layer alone asks for no other of its weights. */
const layerOf = (weights: Partial<LayerWeights>) => weights as LayerWeights;

test('queries, keys and values, rotated and put where they belong', () =>
  property(async (setting) => {
    const { config, shape, told, work, tokens, draw, array, part } = setting;
    const { hiddenSize, headDim, numAttentionHeads, numKeyValueHeads } = config;
    const kvSize = numKeyValueHeads * headDim;
    const [query, key, value] = [numAttentionHeads * headDim, kvSize, kvSize].map((columns) =>
      array(hiddenSize, columns),
    ) as [NamedArray, NamedArray, NamedArray];
    const factor = headDim ** -0.5;
    const weights = layerOf({
      query: setting.upload(query, { factor, rotated: headDim }),
      key: setting.upload(key, { rotated: headDim }),
      value: setting.upload(value),
    });
    const [norm, rotation] = [draw(hiddenSize), rotationTable(CAPACITY, headDim, config.ropeTheta)];
    const kv = draw(shape.words.slot * tokens.length);
    for (const writes of [true, false]) {
      const bound = [...told.told, work, rotation, norm, weights.query];
      if (writes) bound.push(weights.key, weights.value, kv);
      const program = projectQkv(shape, told.tokens, weights, writes);
      const groups = groupsOf(setting, projectedQuads(weights, writes));
      const [after, entries] = await runProgram(program, bound, groups, writes ? [work, kv] : [work]);
      const expected = kv.slice();
      tokens.forEach(({ position, length, block, writes }, i) => {
        const x = normed(part(work, i, 'H', hiddenSize), norm, config.rmsNormEps);
        const turned = (columns: number[]) => rotated(columns, rotation, position, headDim);
        const queries = turned(product(x, query).map((number) => number * factor));
        expectClose(part(after!, i, 'Q', queries.length), queries);
        if (!writes) return;
        const own = block + (length - 1) * kvSize;
        expected.set(turned(product(x, key)), own);
        expected.set(product(x, value), own + CAPACITY * kvSize);
      });
      if (entries) expectClose(entries, expected);
    }
  }));

/** Columns of heads, each pair (i, i + half) turned by its angle. */
function rotated(columns: number[], table: Float32Array, position: number, headDim: number): number[] {
  const half = headDim / 2;
  return columns.map((value, column) => {
    const i = column % half;
    const [cos, sin] = [table[position * headDim + 2 * i]!, table[position * headDim + 2 * i + 1]!];
    return column % headDim < half
      ? value * cos - columns[column + half]! * sin
      : value * cos + columns[column - half]! * sin;
  });
}

test('attention over short texts and texts of more than one split', () =>
  property(async ({ config, shape, told, work, tokens, draw, part }) => {
    const { headDim, numAttentionHeads: heads, numKeyValueHeads: kvHeads } = config;
    const kv = draw(shape.words.slot * tokens.length);
    const groups = [heads, shape.splits, tokens.length] as const;
    const program = attend(shape, told.tokens);
    const [after] = await runProgram(program, [...told.told, work, kv], groups, [work]);
    tokens.forEach(({ length, block }, i) => {
      const queries = part(work, i, 'Q', heads * headDim);
      for (let split = 0; split * SPLIT_KEYS < length; split++) {
        const first = split * SPLIT_KEYS;
        const keys = Math.min(SPLIT_KEYS, length - first);
        const mixed = part(after!, i, 'MIXED', shape.splits * heads * headDim);
        const logSums = part(after!, i, 'LOG_SUM', shape.splits * heads);
        for (let head = 0; head < heads; head++) {
          const query = queries.subarray(head * headDim, (head + 1) * headDim);
          const column = Math.floor((head * kvHeads) / heads) * headDim;
          const entry = (key: number) => block + (first + key) * kvHeads * headDim + column;
          const scores = Array.from({ length: keys }, (_, key) =>
            query.reduce((sum, value, d) => sum + value * kv[entry(key) + d]!, 0),
          );
          const sum = scores.reduce((total, score) => total + Math.exp(score), 0);
          const part = (split * heads + head) * headDim;
          const expected = Array.from({ length: headDim }, (_, d) => {
            const value = (key: number) => kv[entry(key) + CAPACITY * kvHeads * headDim + d]!;
            return scores.reduce((total, score, key) => total + (Math.exp(score) / sum) * value(key), 0);
          });
          expectClose(mixed.slice(part, part + headDim), expected);
          expectClose([logSums[split * heads + head]!], [Math.log(sum)]);
        }
      }
    });
  }));

test('the output projection, of parts put together', () =>
  property(async (setting) => {
    const { config, shape, told, work, tokens, array, part } = setting;
    const { hiddenSize, headDim, numAttentionHeads: heads } = config;
    const output = array(heads * headDim, hiddenSize);
    const weights = layerOf({ output: setting.upload(output) });
    const program = projectOutput(shape, told.tokens, weights);
    const groups = groupsOf(setting, quadCount(hiddenSize));
    const [after] = await runProgram(program, [...told.told, work, weights.output], groups, [work]);
    tokens.forEach(({ length }, i) => {
      const mixed = part(work, i, 'MIXED', shape.splits * heads * headDim);
      const logSums = part(work, i, 'LOG_SUM', shape.splits * heads);
      const splits = Array.from({ length: Math.ceil(length / SPLIT_KEYS) }, (_, split) => split);
      const attended = Array.from({ length: heads * headDim }, (_, column) => {
        const shares = splits.map((split) =>
          Math.exp(logSums[split * heads + Math.floor(column / headDim)]!),
        );
        const total = shares.reduce((sum, share) => sum + share, 0);
        return splits.reduce(
          (sum, split) => sum + (shares[split]! / total) * mixed[split * heads * headDim + column]!,
          0,
        );
      });
      const before = part(work, i, 'H', hiddenSize);
      expectClose(part(after!, i, 'H', hiddenSize), added(before, product(attended, output)));
    });
  }));

test('the MLP, opened and closed', () =>
  property(async (setting) => {
    const { config, shape, told, work, tokens, draw, array, part } = setting;
    const { hiddenSize, intermediateSize } = config;
    const [gate, up] = [array(hiddenSize, intermediateSize), array(hiddenSize, intermediateSize)];
    const down = array(intermediateSize, hiddenSize);
    const norm = draw(hiddenSize);
    const mlp = { gate: setting.upload(gate), up: setting.upload(up), down: setting.upload(down) };
    const weights = layerOf({ mlp });
    const [opened] = await runProgram(
      openMlp(shape, told.tokens, weights),
      [...told.told, work, norm, mlp.gate, mlp.up],
      groupsOf(setting, quadCount(intermediateSize)),
      [work],
    );
    const [closed] = await runProgram(
      closeMlp(shape, told.tokens, weights),
      [...told.told, work, mlp.down],
      groupsOf(setting, quadCount(hiddenSize)),
      [work],
    );
    tokens.forEach((_, i) => {
      const before = part(work, i, 'H', hiddenSize);
      const x = normed(before, norm, config.rmsNormEps);
      const [gates, ups] = [product(x, gate), product(x, up)];
      const expected = gates.map((number, column) => (number / (1 + Math.exp(-number))) * ups[column]!);
      expectClose(part(opened!, i, 'OPENED', intermediateSize), expected);
      const given = part(work, i, 'OPENED', intermediateSize);
      expectClose(part(closed!, i, 'H', hiddenSize), added(before, product(given, down)));
    });
  }));

test('the head', () =>
  property(async (setting) => {
    const { config, shape, told, work, tokens, draw, array, part } = setting;
    const { hiddenSize, vocabSize } = config;
    const norm = draw(hiddenSize);
    const head = array(hiddenSize, vocabSize);
    const matrix = setting.upload(head);
    const logits = draw(vocabSize * tokens.length);
    const [found] = await runProgram(
      readOutLogits(shape, told.tokens, matrix),
      [...told.told, work, norm, matrix, logits],
      groupsOf(setting, quadCount(vocabSize)),
      [logits],
    );
    const expected = tokens.flatMap((_, i) =>
      product(normed(part(work, i, 'H', hiddenSize), norm, config.rmsNormEps), head),
    );
    expectClose(found!, expected);
  }));
