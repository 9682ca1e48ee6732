import type { Ring, Store } from './scene';

/** The shelves inside the ring. */
export function storeOf(ring: Ring, road: number, tokens: number, rows: number, narrow: boolean): Store {
  const width = ring.right - ring.left - road - (narrow ? 58 : 74);
  const height = ring.bottom - ring.top - road;
  const cell = Math.max(0.5, Math.min(narrow ? 12 : 26, width / Math.max(1, tokens)));
  const space = height - (narrow ? 52 : 92);
  const pitch = Math.min(rows === 1 ? (narrow ? 18 : 34) : narrow ? 14 : 22, space / rows);
  return {
    x: (ring.left + ring.right) / 2 - (cell * tokens) / 2 + (rows > 1 ? 7 : 0),
    y: ring.middle + (narrow ? 10 : 24) - (pitch * rows) / 2,
    cell,
    cellHeight: pitch - 4,
    pitch,
    rows,
  };
}
