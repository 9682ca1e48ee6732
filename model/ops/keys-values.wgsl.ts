import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import { KEYS_VALUES } from './keys-values';
import { LIST } from './list.wgsl';
import { bindings, dispatchProduct, quadsOf } from './product.wgsl';
import { rotatedQuads } from './rope.wgsl';

/** One product: the columns of the keys, then those of the values. */
export const keysValuesKernel = KEYS_VALUES.kernel('webgpu', (inputs, { heads, epsilon, room }) => {
  const { x, norm, key, value, angles, list } = inputs;
  const [inner, columns] = key.shape;
  const headDim = angles.shape[1]!;
  const gpu = currentGpu();
  const keys = gpu.tensor<tf.Rank.R3>([heads, headDim, room]);
  const values = gpu.tensor<tf.Rank.R3>([heads, room, headDim]);
  const rotated = rotatedQuads('key', columns, headDim);
  const plain = quadsOf('value', columns);
  const quad = `quad - ${rotated.quads}u`;
  dispatchProduct(
    gpu,
    {
      name: `keys values ${inner} ${columns} ${headDim} ${epsilon}`,
      declarations: `${bindings(['list', 'i32'], ['x', 'f32'], ['norm', 'f32'], ['key', 'f32'], ['value', plain.element], ['angles', 'f32'], ['keys', 'f32', 'written'], ['values', 'f32', 'written'])}
${LIST}${rotated.declarations}`,
      inner,
      quads: rotated.quads + Math.ceil(columns / 4),
      rows: 'listed()',
      rowOf: 'rowListed(i)',
      normed: epsilon,
      right: `if (quad < ${rotated.quads}u) {${rotated.right('key')}}
  return ${plain.at('k', quad)};`,
      store: `let room = arrayLength(&keys) / ${columns}u;
  if (quad < ${rotated.quads}u) {
    ${rotated.store('rowOf(i)', (column, value) => `keys[(${column}) * room + i] = ${value};`)}
    return;
  }
  for (var c = 0u; c < 4u; c++) {
    let column = (${quad}) * 4u + c;
    if (column < ${columns}u) {
      values[(column / ${headDim}u * room + i) * ${headDim}u + column % ${headDim}u] = v[c];
    }
  }`,
    },
    room,
    [list, x, norm, key, value, angles, keys, values],
  );
  return [keys, values];
});
