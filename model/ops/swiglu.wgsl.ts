import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import { LIST } from './list.wgsl';
import type { Matrix } from './matrix';
import { formOf, matrixReader } from './matrix.wgsl';
import { bindings, dispatchProduct, type Product } from './product.wgsl';
import { SWIGLU } from './swiglu';

export const swigluKernel = SWIGLU.kernel('webgpu', (inputs, { gate, up, epsilon, room }) => {
  const { x, norm, list } = inputs;
  const { columns } = gate;
  const gpu = currentGpu();
  const out = gpu.tensor<tf.Rank.R2>([room, columns]);
  dispatchProduct(
    gpu,
    `swiglu ${formOf(gate)} ${formOf(up)} ${epsilon}`,
    () => product(gate, up, epsilon),
    { rows: room, columns: 2 * columns },
    [list, x, norm, gate.tensor, up.tensor, out],
  );
  return [out];
});

/** Quad q is gate and up of column 2q, then of column 2q + 1: half a quad of either. */
function product(gate: Matrix, up: Matrix, epsilon: number): Product {
  const { rows: inner, columns } = gate;
  const [gateReader, upReader] = [matrixReader('gate', gate), matrixReader('up', up)];
  const bound = bindings(
    ['list', 'i32'],
    ['x', 'f32'],
    ['norm', 'f32'],
    ['gate', gateReader.element],
    ['up', upReader.element],
    ['out', 'f32', 'written'],
  );
  return {
    declarations: `${bound}${LIST}${gateReader.functions}${upReader.functions}
fn opened(gate: vec2f, up: vec2f) -> vec2f { return gate / (1.0 + exp(min(-gate, vec2f(80.0)))) * up; }
fn half_of(four: vec4f, quad: u32) -> vec2f { return select(four.zw, four.xy, quad % 2u == 0u); }
/** Two columns into the half of a quad that they are. */
fn placed(two: vec2f, quad: u32) -> vec4f { return select(vec4f(0.0, 0.0, two), vec4f(two, 0.0, 0.0), quad % 2u == 0u); }`,
    inner,
    rows: 'listed()',
    rowOf: 'rowListed(i)',
    normed: epsilon,
    right: `let g = half_of(gate_quad(k, quad / 2u), quad);
  let u = half_of(up_quad(k, quad / 2u), quad);
  return vec4f(g.x, u.x, g.y, u.y);`,
    store: `let g = half_of(gate_scaled(placed(v.xz, quad), quad / 2u), quad);
  let u = half_of(up_scaled(placed(v.yw, quad), quad / 2u), quad);
  let both = opened(g, u);
  let at = i * ${columns}u + quad * 2u;
  out[at] = both.x;
  if (quad * 2u + 1u < ${columns}u) { out[at + 1u] = both.y; }`,
  };
}
