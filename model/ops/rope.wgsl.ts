/**
 * The two columns that a rotation turns into each other stand side by side while a product is computed: quad q is
 * columns (c, c + half) of pairs 2q and 2q + 1, pairs counted through all heads.
 */
export function rotatedQuads(prefix: string, columns: number, headDim: number) {
  const half = headDim / 2;
  const pairs = columns / 2;
  const column = (pair: string) => `(${pair} / ${half}u) * ${headDim}u + ${pair} % ${half}u`;
  return {
    declarations: `
/** The first column of a pair; beyond the last pair, of the last. */
fn ${prefix}Column(pair: u32) -> u32 {
  let p = min(pair, ${pairs - 1}u);
  return ${column('p')};
}
/** Columns c and c + half of one token, turned by its angle: (cos, -sin; sin, cos). */
fn ${prefix}Turned(v: vec2f, row: u32, column: u32) -> vec2f {
  let angle = row * ${headDim}u + column % ${headDim}u;
  let c = angles[angle];
  let s = angles[angle + ${half}u];
  return vec2f(v.x * c - v.y * s, v.y * c + v.x * s);
}`,
    /** vec4f: quad `quad` of row `k` of the matrix of that name (elements f32). */
    right: (weight: string) => `
  let a = k * ${columns}u + ${prefix}Column(quad * 2u);
  let b = k * ${columns}u + ${prefix}Column(quad * 2u + 1u);
  return vec4f(${weight}[a], ${weight}[a + ${half}u], ${weight}[b], ${weight}[b + ${half}u]);`,
    /** Statements that turn `v` for the token whose angles are in `row` and write column c of it with `put(c, value)`. */
    store: (row: string, put: (column: string, value: string) => string) => `
  for (var p = 0u; p < 2u; p++) {
    let pair = quad * 2u + p;
    if (pair < ${pairs}u) {
      let c = ${prefix}Column(pair);
      let turned = ${prefix}Turned(select(v.zw, v.xy, p == 0u), ${row}, c);
      ${put('c', 'turned.x')}
      ${put(`c + ${half}u`, 'turned.y')}
    }
  }`,
  };
}
