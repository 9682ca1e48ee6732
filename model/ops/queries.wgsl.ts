import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import { LIST } from './list.wgsl';
import { bindings, dispatchProduct } from './product.wgsl';
import { QUERIES } from './queries';
import { rotatedQuads } from './rope.wgsl';

export const queriesKernel = QUERIES.kernel('webgpu', (inputs, { heads, epsilon, room }) => {
  const { x, norm, weight, angles, list } = inputs;
  const [inner, columns] = weight.shape;
  const headDim = angles.shape[1]!;
  const gpu = currentGpu();
  const out = gpu.tensor<tf.Rank.R3>([room, heads, headDim]);
  const rotated = rotatedQuads('query', columns, headDim);
  dispatchProduct(
    gpu,
    {
      name: `queries ${inner} ${columns} ${headDim} ${epsilon}`,
      declarations: `${bindings(['list', 'i32'], ['x', 'f32'], ['norm', 'f32'], ['weight', 'f32'], ['angles', 'f32'], ['out', 'f32', 'written'])}
${LIST}${rotated.declarations}`,
      inner,
      quads: rotated.quads,
      rows: 'listed()',
      rowOf: 'rowListed(i)',
      normed: epsilon,
      right: rotated.right('weight'),
      store: rotated.store('rowOf(i)', (column, value) => `out[i * ${columns}u + ${column}] = ${value};`),
    },
    room,
    [list, x, norm, weight, angles, out],
  );
  return [out];
});
