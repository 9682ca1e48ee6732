import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import { LIST } from './list.wgsl';
import type { Matrix } from './matrix';
import { formOf, matrixReader } from './matrix.wgsl';
import { bindings, dispatchProduct, type Product } from './product.wgsl';
import { QUERIES } from './queries';
import { rotatedPairs } from './rope.wgsl';

export const queriesKernel = QUERIES.kernel('webgpu', (inputs, { weight, heads, epsilon, room }) => {
  const { x, norm, angles, list } = inputs;
  const { columns } = weight;
  const headDim = angles.shape[1]!;
  const gpu = currentGpu();
  const out = gpu.tensor<tf.Rank.R3>([room, heads, headDim]);
  dispatchProduct(
    gpu,
    `queries ${formOf(weight)} ${headDim} ${epsilon}`,
    () => product(weight, headDim, epsilon),
    { rows: room, columns },
    [list, x, norm, weight.tensor, angles, out],
  );
  return [out];
});

function product(weight: Matrix, headDim: number, epsilon: number): Product {
  const { rows: inner, columns } = weight;
  const rotated = rotatedPairs(columns, headDim);
  const reader = matrixReader('weight', weight);
  const bound = bindings(
    ['list', 'i32'],
    ['x', 'f32'],
    ['norm', 'f32'],
    ['weight', reader.element],
    ['angles', 'f32'],
    ['out', 'f32', 'written'],
  );
  return {
    declarations: bound + LIST + reader.functions + rotated.declarations,
    inner,
    rows: 'listed()',
    rowOf: 'rowListed(i)',
    normed: epsilon,
    right: 'return weight_quad(k, quad);',
    store: rotated.store(
      'weight_scaled(v, quad)',
      'rowOf(i)',
      (column, value) => `out[i * ${columns}u + ${column}] = ${value};`,
    ),
  };
}
