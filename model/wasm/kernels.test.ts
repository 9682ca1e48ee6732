import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { openBackend } from '../backend';
import { nodeBackendOptions } from '../testing/node-backends';
import { largestDifference } from '../testing/parity';
import { type Address, floatsAt, type Kernels } from './kernels';
import { headPlaces, intoPanels, padded, places } from './pack';

let kernels: Kernels;

beforeAll(async () => {
  const backend = await openBackend('wasm', await nodeBackendOptions('wasm'));
  kernels = backend.kernels!.start();
});

const float = fc.float({ min: -4, max: 4, noNaN: true });
const floats = (length: number) => fc.array(float, { minLength: length, maxLength: length });
const eights = (most: number) => fc.integer({ min: 1, max: most }).map((n) => 8 * n);

/** x w of (rows, depth) by (columns, depth), in float64. */
function plainProduct(x: ArrayLike<number>, w: ArrayLike<number>, depth: number, columns: number): number[] {
  return Array.from({ length: (x.length / depth) * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    let sum = 0;
    for (let k = 0; k < depth; k++) sum += x[row * depth + k]! * w[column * depth + k]!;
    return sum;
  });
}

/** Runs with numbers in the kernels' memory, and gives that back. */
function withFloats<T>(arrays: readonly ArrayLike<number>[], use: (...at: Address[]) => T): T {
  const addresses = arrays.map((array) => kernels.allocate(4 * array.length));
  arrays.forEach((array, i) => {
    floatsAt(kernels, addresses[i]!, array.length).set(array);
  });
  try {
    return use(...addresses);
  } finally {
    for (const address of addresses) kernels.free(address);
  }
}

test('a product, with and without what is there, of any number of rows', () => {
  const shapes = fc.record({ rows: fc.integer({ min: 0, max: 11 }), depth: eights(4), columns: eights(3) });
  const cases = shapes.chain(({ rows, depth, columns }) =>
    fc.record({
      depth: fc.constant(depth),
      columns: fc.constant(columns),
      x: floats(rows * depth),
      w: floats(depth * columns),
      y: floats(rows * columns),
      add: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(cases, ({ depth, columns, x, w, y, add }) => {
      const panels = new Float32Array(w.length);
      intoPanels(panels, depth, w, places(depth), places(columns));
      const found = withFloats([x, panels, y], (xAt, wAt, yAt) => {
        const rows = x.length / depth;
        kernels.product(xAt, 4 * depth, rows, depth, wAt, 32 * depth, yAt, 4 * columns, columns, add);
        return floatsAt(kernels, yAt, y.length).slice();
      });
      const expected = plainProduct(x, w, depth, columns).map((sum, i) => sum + (add ? y[i]! : 0));
      expect(largestDifference(found, expected)).toBeLessThan(1e-3);
    }),
  );
});

test('softmax of what is seen, nothing of the rest', () => {
  const rows = eights(5).chain((width) =>
    fc.record({ scores: floats(width), seen: fc.integer({ min: 1, max: width }) }),
  );
  fc.assert(
    fc.property(rows, fc.float({ min: 1, max: 30, noNaN: true }), ({ scores, seen }, scale) => {
      const scaled = scores.map((score) => Math.fround(score * scale));
      const found = withFloats([scaled], (at) => {
        kernels.softmax(at, seen, scores.length);
        return floatsAt(kernels, at, scores.length).slice();
      });
      const top = Math.max(...scaled.slice(0, seen));
      const shares = scaled.map((score, i) => (i < seen ? Math.exp(score - top) : 0));
      const sum = shares.reduce((total, share) => total + share, 0);
      expect(
        largestDifference(
          found,
          shares.map((share) => share / sum),
        ),
      ).toBeLessThan(1e-6);
      expect([...found.slice(seen)]).toEqual(new Array(scores.length - seen).fill(0));
    }),
  );
});

test('SiLU of the gate times what is up, row by row', () => {
  fc.assert(
    fc.property(
      eights(3),
      fc.integer({ min: 1, max: 4 }),
      fc.float({ min: 1, max: 60, noNaN: true }),
      (width, rows, scale) => {
        const x = Float32Array.from({ length: 2 * width * rows }, (_, i) => scale * Math.sin(i * 1.7));
        const found = withFloats([x], (at) => {
          kernels.swiglu(at, rows, width);
          return floatsAt(kernels, at, x.length).slice();
        });
        for (let row = 0; row < rows; row++) {
          for (let i = 0; i < width; i++) {
            const [gate, up] = [x[row * 2 * width + i]!, x[(row * 2 + 1) * width + i]!];
            const expected = (gate / (1 + Math.exp(-gate))) * up;
            expect(Math.abs(found[row * 2 * width + i]! - expected)).toBeLessThan(
              1e-6 * (1 + Math.abs(expected)),
            );
          }
        }
      },
    ),
  );
});

test("GELU by the error function: PyTorch's values", () => {
  const x = Float32Array.of(-3, -1, -0.5, 0, 0.25, 1, 2, 6);
  const expected = [-0.00404969, -0.15865525, -0.15426877, 0, 0.14967656, 0.84134475, 1.9544997, 6];
  const found = withFloats([x], (at) => {
    kernels.gelu(at, x.length);
    return floatsAt(kernels, at, x.length).slice();
  });
  expect(largestDifference(found, expected)).toBeLessThan(1e-6);
});

test('the halves of a head stand half a padded head apart, and everything has a place of its own', () => {
  expect([...headPlaces(2, 6, 16)]).toEqual([16, 17, 18, 20, 21, 22, 24, 25, 26, 28, 29, 30]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 20 }), (heads, half) => {
      const found = headPlaces(heads, 2 * half);
      expect(new Set(found).size).toBe(found.length);
      expect(Math.max(...found)).toBeLessThan(heads * padded(2 * Math.ceil(half / 4) * 4));
    }),
  );
});

test('memory that is given back is used again', () => {
  const allocate = () => [1000, 70_000, 16].map((bytes) => kernels.allocate(bytes));
  for (const address of allocate()) kernels.free(address);
  const { byteLength } = kernels.memory.buffer;
  for (let i = 0; i < 100; i++) for (const address of allocate()) kernels.free(address);
  expect(kernels.memory.buffer.byteLength).toBe(byteLength);
});
