/**
 * Rotation of the columns of a product whose matrix has the two that turn into each other side by side (`pack.ts`): quad q
 * is pairs 2q and 2q + 1, counted through all heads. columns: of the matrix.
 */
export function rotatedPairs(columns: number, headDim: number) {
  const half = headDim / 2;
  return {
    declarations: `
/** The two columns of a pair, of one token, turned by its angle: (cos, -sin; sin, cos). */
fn turned(v: vec2f, row: u32, pair: u32) -> vec2f {
  let angle = row * ${headDim}u + pair % ${half}u;
  let c = angles[angle];
  let s = angles[angle + ${half}u];
  return vec2f(v.x * c - v.y * s, v.y * c + v.x * s);
}`,
    /** Statements that turn `sums: vec4f` for the token whose angles are in `row` and write column c of it with `put(c, value)`. */
    store: (sums: string, row: string, put: (column: string, value: string) => string) => `
  let sums = ${sums};
  for (var p = 0u; p < 2u; p++) {
    let pair = quad * 2u + p;
    if (pair < ${columns / 2}u) {
      let c = pair / ${half}u * ${headDim}u + pair % ${half}u;
      let pairTurned = turned(select(sums.zw, sums.xy, p == 0u), ${row}, pair);
      ${put('c', 'pairTurned.x')}
      ${put(`c + ${half}u`, 'pairTurned.y')}
    }
  }`,
  };
}
