import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import { LIST } from './list.wgsl';
import { bindings, dispatchProduct, type Product } from './product.wgsl';
import { QUERIES } from './queries';
import { rotatedQuads } from './rope.wgsl';

export const queriesKernel = QUERIES.kernel('webgpu', (inputs, { heads, epsilon, room }) => {
  const { x, norm, weight, angles, list } = inputs;
  const [inner, columns] = weight.shape;
  const headDim = angles.shape[1]!;
  const gpu = currentGpu();
  const out = gpu.tensor<tf.Rank.R3>([room, heads, headDim]);
  dispatchProduct(
    gpu,
    `queries ${inner} ${columns} ${headDim} ${epsilon}`,
    () => product(inner, columns, headDim, epsilon),
    { rows: room, columns },
    [list, x, norm, weight, angles, out],
  );
  return [out];
});

function product(inner: number, columns: number, headDim: number, epsilon: number): Product {
  const rotated = rotatedQuads('query', columns, headDim);
  const bound = bindings(
    ['list', 'i32'],
    ['x', 'f32'],
    ['norm', 'f32'],
    ['weight', 'f32'],
    ['angles', 'f32'],
    ['out', 'f32', 'written'],
  );
  return {
    declarations: bound + LIST + rotated.declarations,
    inner,
    rows: 'listed()',
    rowOf: 'rowListed(i)',
    normed: epsilon,
    right: rotated.right('weight'),
    store: rotated.store('rowOf(i)', (column, value) => `out[i * ${columns}u + ${column}] = ${value};`),
  };
}
