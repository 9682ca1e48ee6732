/** (positions, headDim / 2) cosines and sines, one after the other, in float32 at every step as `ops/rope.ts` has them. */
export function rotationTable(positions: number, headDim: number, theta: number): Float32Array<ArrayBuffer> {
  const half = headDim / 2;
  const table = new Float32Array(positions * headDim);
  for (let i = 0; i < half; i++) {
    const frequency = Math.fround(theta ** -Math.fround(i / half));
    for (let position = 0; position < positions; position++) {
      const angle = Math.fround(position * frequency);
      table.set([Math.cos(angle), Math.sin(angle)], (position * half + i) * 2);
    }
  }
  return table;
}
