import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import { LIST } from './list.wgsl';
import { bindings, dispatchProduct, type Product } from './product.wgsl';
import { SWIGLU } from './swiglu';

export const swigluKernel = SWIGLU.kernel('webgpu', (inputs, { epsilon, room }) => {
  const { x, norm, gate, up, list } = inputs;
  const [inner, columns] = gate.shape;
  const gpu = currentGpu();
  const out = gpu.tensor<tf.Rank.R2>([room, columns]);
  dispatchProduct(
    gpu,
    `swiglu ${inner} ${columns} ${epsilon}`,
    () => product(inner, columns, epsilon),
    { rows: room, columns: 2 * columns },
    [list, x, norm, gate, up, out],
  );
  return [out];
});

/** Quad q is gate and up of column 2q, then of column 2q + 1. */
function product(inner: number, columns: number, epsilon: number): Product {
  const paired = columns % 2 === 0;
  const element = paired ? 'vec2f' : 'f32';
  const bound = bindings(
    ['list', 'i32'],
    ['x', 'f32'],
    ['norm', 'f32'],
    ['gate', element],
    ['up', element],
    ['out', 'f32', 'written'],
  );
  return {
    declarations: `${bound}${LIST}
fn opened(gate: f32, up: f32) -> f32 { return gate / (1.0 + exp(min(-gate, 80.0))) * up; }`,
    inner,
    rows: 'listed()',
    rowOf: 'rowListed(i)',
    normed: epsilon,
    right: paired
      ? `let at = k * ${columns / 2}u + quad;
  let g = gate[at];
  let u = up[at];
  return vec4f(g.x, u.x, g.y, u.y);`
      : `let a = k * ${columns}u + quad * 2u;
  let b = k * ${columns}u + min(quad * 2u + 1u, ${columns - 1}u);
  return vec4f(gate[a], up[a], gate[b], up[b]);`,
    store: `let at = i * ${columns}u + quad * 2u;
  out[at] = opened(v.x, v.y);
  if (quad * 2u + 1u < ${columns}u) { out[at + 1u] = opened(v.z, v.w); }`,
  };
}
