import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCheckpoint } from './checkpoint';
import { parseConfig } from './config';

interface Listed {
  readonly path: string;
  readonly int8?: { readonly largestLossMove: number };
}

const MODELS = 'public/models';
const { families } = JSON.parse(readFileSync(`${MODELS}/index.json`, 'utf8')) as {
  families: { members: Listed[] }[];
};
const shipped = families.flatMap(({ members }) => members).filter(({ int8 }) => int8 !== undefined);

describe('weights shipped as int8', () => {
  it('are there', () => {
    expect(shipped.length).toBeGreaterThan(0);
  });

  it.each(shipped)('$path: no number is off by more than half a step of its row', ({ path, int8 }) => {
    const config = parseConfig(JSON.parse(readFileSync(`${MODELS}/${path}/config.json`, 'utf8')));
    const read = (name: string) => readCheckpoint(readFileSync(`${MODELS}/${path}/${name}`), config);
    const [whole, small] = [read('model.safetensors'), read('model.int8.safetensors')];
    for (const [name, { shape, data }] of whole) {
      const other = small.get(name)?.data ?? new Float32Array();
      const columns = shape[1] ?? 1;
      const rows = Array.from({ length: data.length / columns }, (_, row) => row * columns);
      const furthest = Math.max(
        ...rows.map((at) => rowError(data.subarray(at, at + columns), other.subarray(at, at + columns))),
      );
      // A scale is a float16: its own rounding moves the largest numbers by up to 127/2048 of a step more.
      expect(furthest, name).toBeLessThanOrEqual(0.57);
    }
    expect(int8?.largestLossMove).toBeLessThan(0.01);
  });
});

/** Largest difference in a row, in steps of its int8. */
function rowError(whole: Float32Array, small: Float32Array): number {
  const step = whole.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127;
  return whole.reduce(
    (worst, value, i) => Math.max(worst, Math.abs(value - (small[i] ?? 0)) / (step || 1)),
    0,
  );
}
